import Testing
import Wire

/// Compares what an outline says of a place with the tree's value, all the way down.
private func expectSame(
  _ outline: JSONOutline, _ place: JSONOutline.Place, _ value: JSONValue
) {
  #expect(outline.isObject(place) == (value.members != nil))
  #expect(outline.isArray(place) == (value.elements != nil))
  #expect(outline.isString(place) == (value.string != nil))
  #expect(outline.string(place) == value.string)
  #expect(outline.number(place) == value.number)
  #expect(outline.bool(place) == value.bool)
  if let bounds = outline.numeral(place) {
    let text = String(decoding: outline.text[bounds], as: UTF8.self)
    #expect(text == value.string ?? value.number?.text)
  }
  var element = outline.firstElement(of: place)
  for inner in value.elements ?? [] {
    guard let found = element else { return #expect(Bool(false), "an element is missing") }
    expectSame(outline, found, inner)
    element = outline.element(after: found, in: place)
  }
  #expect(element == nil)
}

@Test(
  arguments: [
    "[]", "{}", "[[],{},[[]],0]", #"["1.50","\u0031",1.50,true,false,null,"é"]"#,
    "[[\"57123.45\",\"0.001\"],[\"1\",2,[3,4],5],[]]", "  [ 1 , [ 2 ] , 3 ]\n", "-0.5e3", "\"\"",
  ])
func `an outline says of each value what the tree says`(text: String) throws {
  let bytes = Array(text.utf8)
  let outline = try JSONOutline(parsing: bytes)
  expectSame(outline, outline.root, try JSONValue(parsing: bytes))
}

@Test func `members of an outline are found by name, past all that others hold`() throws {
  let text = Array(#"{"a":{"b":[1,{"c":2}]},"":3,"\u0063":4,"longer name":"x","é":5}"#.utf8)
  let outline = try JSONOutline(parsing: text)
  func number(_ name: StaticString) -> Int64? {
    outline.member(name, of: outline.root).flatMap(outline.number)?.integer
  }
  #expect(number("") == 3)
  #expect(number("c") == 4)
  #expect(number("é") == 5)
  #expect(number("b") == nil)
  #expect(outline.member("longer name", of: outline.root).flatMap(outline.string) == "x")
  #expect(outline.member("longer nam", of: outline.root) == nil)
  let inner = try #require(outline.member("a", of: outline.root))
  let array = try #require(outline.member("b", of: inner))
  #expect(outline.member("c", of: array) == nil)
  let first = try #require(outline.firstElement(of: array))
  let second = try #require(outline.element(after: first, in: array))
  #expect(outline.member("c", of: second).flatMap(outline.number)?.integer == 2)
  #expect(outline.element(after: second, in: array) == nil)
}

/// Names that share length and first byte come to the same sketch; only equal ones are the same.
@Test(arguments: [2, 5, 24, 25, 60])
func `of many names, alike or not, exactly a repeated one is refused`(count: Int) throws {
  let names = (0..<count).map { "n\($0 + 100)" }
  func text(_ names: [String]) -> [UInt8] {
    Array("{\(names.map { "\"\($0)\":0" }.joined(separator: ","))}".utf8)
  }
  #expect(throws: Never.self) { try JSONOutline(parsing: text(names)) }
  for repeated in [names[0], names[count / 2], names[count - 1]] {
    let error = #expect(throws: JSONError.self) {
      try JSONOutline(parsing: text(names + [repeated]))
    }
    #expect(error?.reason == .duplicateName(repeated))
    #expect(error?.column == text(names).count + 1)
  }
  let escaped = "\\u006e\(names[count - 1].dropFirst())"
  #expect(throws: JSONError.self) { try JSONOutline(parsing: text(names + [escaped])) }
}
