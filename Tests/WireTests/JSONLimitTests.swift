import Core
import Foundation
import Samples
import Testing
import Wire

private func nested(_ depth: Int, _ open: String = "[", _ close: String = "]") -> [UInt8] {
  Array((String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
}

@Test func `nesting is read to the limit and no deeper`() throws {
  _ = try JSONValue(parsing: nested(64))
  #expect(throws: JSONError(line: 1, column: 65, reason: .tooDeep(limit: 64))) {
    try JSONValue(parsing: nested(65))
  }
  #expect(throws: JSONError(line: 1, column: 321, reason: .tooDeep(limit: 64))) {
    try JSONValue(parsing: nested(65, "{\"a\":", "}"))
  }
}

@Test(arguments: ["[", "{\"a\":", "[{\"a\":[{\"b\":"])
func `a depth bomb is refused at the ceiling, whatever limit is asked for`(bomb: String) {
  let limits = JSONLimits(size: 8_000_000, depth: .max, members: 10, numberLength: 10)
  let text = Array(String(repeating: bomb, count: 500_000).utf8)
  let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text, limits: limits) }
  #expect(error?.reason == .tooDeep(limit: JSONLimits.depthCeiling))
}

@Test func `the ceiling itself is read`() throws {
  let limits = JSONLimits(size: 8_000, depth: .max, members: 10, numberLength: 10)
  let value = try JSONValue(parsing: nested(JSONLimits.depthCeiling), limits: limits)
  #expect(JSONWriter.value(value) == nested(JSONLimits.depthCeiling))
}

@Test(
  arguments: [
    ("[1,2,3]", 7, nil), ("[1,2,3]", 6, .tooLarge(limit: 6)),
    ("[1,2,3,4]", 100, .tooManyMembers(limit: 3)),
    (#"{"a":1,"b":2,"c":3,"d":4}"#, 100, .tooManyMembers(limit: 3)),
    ("12345", 100, nil), ("123456", 100, .numberTooLong(limit: 5)),
  ] as [(String, Int, JSONError.Reason?)])
func `size, members and digits are limited`(
  text: String, size: Int, reason: JSONError.Reason?
) {
  let limits = JSONLimits(size: size, depth: 2, members: 3, numberLength: 5)
  var found: JSONError.Reason?
  do { _ = try JSONValue(parsing: Array(text.utf8), limits: limits) } catch { found = error.reason }
  #expect(found == reason)
  var foundInSpan: JSONError.Reason?
  do { _ = try JSONValue(parsing: Array(text.utf8).span, limits: limits) } catch {
    foundInSpan = error.reason
  }
  #expect(foundInSpan == reason)
}

@Test func `twenty thousand names that collide in length are searched in good time`() throws {
  let members = (0..<20_000).map { "\"name\($0 + 10_000)\":1" }.joined(separator: ",")
  let value = try JSONValue(parsing: Array("{\(members)}".utf8))
  #expect(value.members?.count == 20_000)
  let error = #expect(throws: JSONError.self) {
    try JSONValue(parsing: Array("{\(members),\"name10000\":1}".utf8))
  }
  #expect(error?.reason == .duplicateName("name10000"))
}

/// Reads the bytes; what is read must write and read back as itself.
private func survive(_ bytes: [UInt8], _ seed: UInt64) throws {
  let limits = JSONLimits(size: 4096, depth: 16, members: 64, numberLength: 64)
  let value: JSONValue
  do { value = try JSONValue(parsing: bytes, limits: limits) } catch {
    #expect(error.line >= 1 && error.column >= 1 && error.column <= bytes.count + 1)
    return
  }
  #expect(try JSONValue(parsing: JSONWriter.value(value)) == value, "SEED=\(seed)")
  #expect(
    try JSONSetting.all(parsing: bytes, limits: limits).count <= bytes.count, "SEED=\(seed)")
}

@Test func `INV-WIRE-1: random bytes never crash the reader`() throws {
  let alphabet =
    Array("[]{}\",:0123456789.eE+-\\ut rnfalse\n".utf8) + [0x00, 0x80, 0xC3, 0xA9, 0xFF]
  for seed in TestRun.seeds(3000) {
    var random = RandomStream(masterSeed: seed, name: "json bytes")
    let isJSONish = random.bounded(2) == 0
    let bytes = (0..<random.bounded(80)).map { _ in
      isJSONish
        ? alphabet[Int(random.bounded(UInt64(alphabet.count)))] : UInt8(random.bounded(256))
    }
    try survive(bytes, seed)
  }
}

@Test func `INV-WIRE-1: a damaged text never crashes the reader`() throws {
  let whole = Array(
    #"{"agents":{"maker":{"count":2,"edge":1.25}},"on":true,"s":["é\n","\ud834\udd1e",null,-0.5e3]}"#
      .utf8)
  for seed in TestRun.seeds(3000) {
    var random = RandomStream(masterSeed: seed, name: "json damage")
    var bytes = whole
    for _ in 0...random.bounded(3) {
      let place = Int(random.bounded(UInt64(bytes.count)))
      switch random.bounded(3) {
      case 0: bytes[place] = UInt8(random.bounded(256))
      case 1: bytes.remove(at: place)
      default: bytes.insert(bytes[Int(random.bounded(UInt64(bytes.count)))], at: place)
      }
    }
    try survive(bytes, seed)
  }
}
