import Core
import Samples
import Testing

@Suite struct BytesTests {
  private static let written: [UInt8] = {
    var writer = ByteWriter()
    writer.append(UInt64.max)
    writer.append(Int64.min)
    writer.append(7)
    writer.append(-0.5)
    writer.append(true)
    writer.append(UInt8(0xAB))
    writer.append("λ trades")
    writer.append([OrderID(1), OrderID(2)])
    writer.append(nil as OrderID?)
    writer.append(PartyID(3) as PartyID?)
    return writer.bytes
  }()

  /// Reads what `written` holds, one field after the other.
  private static func readAll(_ bytes: [UInt8]) throws(Core.DecodingError) {
    var reader = ByteReader(bytes)
    _ = try reader.word()
    _ = try reader.signedWord()
    _ = try reader.index()
    _ = try reader.double()
    _ = try reader.flag()
    _ = try reader.byte()
    _ = try reader.text()
    _ = try reader.array(of: OrderID.self)
    _ = try reader.optional(OrderID.self)
    _ = try reader.optional(PartyID.self)
    try reader.finish()
  }

  @Test func `every kind of field reads back`() throws {
    var reader = ByteReader(Self.written)
    #expect(try reader.word() == .max)
    #expect(try reader.signedWord() == .min)
    #expect(try reader.index() == 7)
    #expect(try reader.double() == -0.5)
    #expect(try reader.flag())
    #expect(try reader.byte() == 0xAB)
    #expect(try reader.text() == "λ trades")
    #expect(try reader.array(of: OrderID.self) == [1, 2])
    #expect(try reader.optional(OrderID.self) == nil)
    #expect(try reader.optional(PartyID.self) == 3)
    try reader.finish()
  }

  @Test func `words lie in the file with their lowest byte first`() {
    var writer = ByteWriter()
    writer.append(0x0102_0304_0506_0708 as UInt64)
    #expect(writer.bytes == [8, 7, 6, 5, 4, 3, 2, 1])
  }

  @Test func `INV-STATE-2: every truncation is refused`() {
    for length in 0..<Self.written.count {
      #expect(throws: Core.DecodingError.self, "\(length) bytes") {
        try Self.readAll(Array(Self.written[..<length]))
      }
    }
  }

  @Test func `INV-STATE-2: bytes behind the state are refused`() {
    let error = Core.DecodingError(offset: Self.written.count, reason: .trailingBytes(2))
    #expect(throws: error) { try Self.readAll(Self.written + [0, 0]) }
  }

  @Test func `INV-STATE-2: random bytes never trap`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "bytes")
    var refused = 0
    for _ in 0..<2000 * TestRun.scale {
      var bytes = Self.written
      for _ in 0...random.bounded(3) {
        bytes[Int(random.bounded(UInt64(bytes.count)))] = UInt8(random.bounded(256))
      }
      do throws(Core.DecodingError) { try Self.readAll(bytes) } catch { refused += 1 }
    }
    #expect(refused > 0, "SEED=\(TestRun.seed)")
  }

  @Test(arguments: [-1, 4, .max, .min, 1 << 61] as [Int64])
  func `INV-STATE-2: a count that the rest of the bytes cannot hold is refused`(
    count: Int64
  ) throws {
    var writer = ByteWriter()
    writer.append(UInt8(0))
    writer.append(count)
    writer.append([1, 2, 3] as [UInt8])
    let error = Core.DecodingError(offset: 1, reason: .invalidValue(field: "count"))
    func reader() throws(Core.DecodingError) -> ByteReader {
      var reader = ByteReader(writer.bytes)
      _ = try reader.byte()
      return reader
    }
    var (first, second, third) = (try reader(), try reader(), try reader())
    #expect(throws: error) { _ = try first.text() }
    #expect(throws: error) { _ = try second.array(of: OrderID.self) }
    #expect(throws: error) { _ = try third.count() }
  }

  @Test(
    arguments: [
      ([2], 0, "flag"), ([1, 0, 0, 0, 0, 0, 0, 0, 0xFF], 0, "text"),
    ] as [([UInt8], Int, String)])
  func `a refused field is named with the offset at which it began`(
    bytes: [UInt8], offset: Int, field: String
  ) {
    var reader = ByteReader(bytes)
    let error = Core.DecodingError(offset: offset, reason: .invalidValue(field: field))
    #expect(throws: error) {
      if field == "flag" { _ = try reader.flag() } else { _ = try reader.text() }
    }
  }

  @Test func `a type names its field with the offset at which it began`() {
    var writer = ByteWriter()
    writer.append(OrderID(1))
    writer.append(Price.magnitudeLimit + 1)
    var reader = ByteReader(writer.bytes)
    #expect(throws: Never.self) { try OrderID(decoding: &reader) }
    let error = Core.DecodingError(offset: 8, reason: .invalidValue(field: "price"))
    #expect(throws: error) { try Price(decoding: &reader) }
  }
}

extension ByteWriter {
  fileprivate mutating func append(_ bytes: [UInt8]) {
    for byte in bytes { append(byte) }
  }
}
