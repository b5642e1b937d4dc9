import Core
import Wire

extension FuzzTarget {
  /// The one reader of JSON.
  static let json = FuzzTarget(
    "json",
    "what is read is written and read again as the same value; outline and settings say the same",
    longestInput: 1024, isText: true, seeds: { seeds },
    check: { text in
      guard let value = try? JSONValue(parsing: text) else {
        try demand(
          (try? JSONSetting.all(parsing: text)) == nil, "settings of a text that is no JSON")
        return
      }
      for style in [JSONWriter.Style.compact, .indented] {
        let written = JSONWriter.value(value, style)
        let again: JSONValue
        do { again = try JSONValue(parsing: written, limits: roomy) } catch {
          throw FuzzFault("what was written is refused: \(error)")
        }
        try demandEqual(again, value, "what was written is another value")
        try demand(JSONWriter.value(again, style) == written, "the same value is written otherwise")
      }
      try demand(
        (try? JSONSetting.all(parsing: text)) != nil, "a JSON text has no settings")
      try checkNumbers(value)
      let outline = try JSONOutline(parsing: text)
      try checkOutline(outline, outline.root, value)
    })

  /// An outline says of every value what the tree says.
  private static func checkOutline(
    _ outline: JSONOutline, _ place: JSONOutline.Place, _ value: JSONValue
  ) throws {
    try demandEqual(outline.string(place), value.string, "a string of the outline")
    try demandEqual(outline.number(place), value.number, "a number of the outline")
    try demandEqual(outline.bool(place), value.bool, "a truth of the outline")
    try demandEqual(outline.isObject(place), value.members != nil, "an object of the outline")
    try demandEqual(outline.isArray(place), value.elements != nil, "an array of the outline")
    if let bounds = outline.numeral(place) {
      let text = String(decoding: outline.text[bounds], as: UTF8.self)
      try demandEqual(text, value.string ?? value.number?.text, "a numeral of the outline")
    }
    var element = outline.firstElement(of: place)
    for inner in value.elements ?? [] {
      guard let found = element else { throw FuzzFault("the outline lacks an element") }
      try checkOutline(outline, found, inner)
      element = outline.element(after: found, in: place)
    }
    try demand(element == nil, "the outline has an element too many")
    try demandEqual(
      outline.member("a", of: place) != nil, value["a"] != nil, "a member of the outline")
    if let member = outline.member("a", of: place), let inner = value["a"] {
      try checkOutline(outline, member, inner)
    }
  }

  /// What is written may be longer than what was read: escapes, and lines of their own.
  private static let roomy = JSONLimits(
    size: 1 << 26, depth: JSONLimits.standard.depth, members: JSONLimits.standard.members,
    numberLength: JSONLimits.standard.numberLength)

  /// A number that fits a scale is that count, however it was written.
  private static func checkNumbers(_ value: JSONValue) throws {
    switch value {
    case .null, .bool, .string: break
    case .array(let elements): for element in elements { try checkNumbers(element) }
    case .object(let members): for member in members { try checkNumbers(member.value) }
    case .number(let number):
      for digits in [0, 2, 9] {
        guard let scale = DecimalScale(digits: digits), let raw = try? number.decimal(scale) else {
          continue
        }
        let plain = JSONNumber(decimal: raw, scale: scale)
        try demandEqual(try? plain.decimal(scale), raw, "\(number.text) at \(digits) digits")
      }
    }
  }

  private static let seeds = [
    FuzzSeed("scalars.json", #"[null,true,false,0,-0,1.5,-1e-7,12E+3,"",[],{}]"#),
    FuzzSeed("strings.json", #"["\"\\\/\b\f\n\r\t","\u00e9\ud83d\ude00","caf\u0065"," é😀"]"#),
    FuzzSeed(
      "configuration.json",
      #"{"seed":7,"noise":{"count":2},"symbols":["A:10.00","B:20.00"],"duration":"10s"}"#),
    FuzzSeed(
      "venue.json",
      #"{"e":"depthUpdate","E":1723075200123,"s":"BTCUSDT","U":1,"u":2,"b":[["1.00","0"]],"a":[]}"#),
    FuzzSeed("deep.json", #"[[[[{"a":[{"b":{"c":[0]}}]}]]]]"#),
    FuzzSeed("lines.json", "{\n  \"a\": 1,\n  \"b\": [\n    2,\n    3\n  ]\n}\n"),
  ]
}
