internal import Backtest
internal import Core
internal import Node

/// A session's machine that knows how many inputs it has had: a log also holds records of its own.
struct CountedSession: LoggedMachine, Sendable {
  private(set) var machine = SessionMachine()
  private(set) var count: UInt64 = 0

  init() {}

  static func encode(_ input: SessionInput, into record: inout [UInt8]) {
    SessionMachine.encode(input, into: &record)
  }

  static func input(from record: Span<UInt8>) -> SessionInput? {
    SessionMachine.input(from: record)
  }

  mutating func apply(_ input: SessionInput, into effects: inout [Event]) {
    machine.apply(input, into: &effects)
    count += 1
  }
}

extension CountedSession: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(count)
    writer.append(machine)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    count = try reader.word()
    machine = try SessionMachine(decoding: &reader)
  }
}
