public import Core

extension FeeSchedule: Persistable {
  /// Writes the tiers.
  public func encode(into writer: inout ByteWriter) { writer.append(tiers) }

  /// Reads tiers back that a venue can have.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let tiers = try reader.array(of: FeeTier.self)
    do throws(FeeScheduleError) { try self.init(tiers: tiers) } catch {
      throw reader.invalid("fees")
    }
  }
}

extension FeeTier: Persistable {
  /// Writes the threshold and both rates.
  public func encode(into writer: inout ByteWriter) {
    from.encode(into: &writer)
    maker.encode(into: &writer)
    taker.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      from: try Money(decoding: &reader), maker: try FeeRate(decoding: &reader),
      taker: try FeeRate(decoding: &reader))
  }
}

extension FeeRate: Persistable {
  /// Writes both parts.
  public func encode(into writer: inout ByteWriter) {
    writer.append(notionalPart)
    writer.append(perUnit)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(notionalPart: try reader.signedWord(), perUnit: try reader.signedWord())
  }
}
