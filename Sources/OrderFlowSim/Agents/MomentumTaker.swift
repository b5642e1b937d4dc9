public import Core

/// Buys after a rise and sells after a fall: takes when the market has moved away from its own
/// slow average.
public struct MomentumTaker: Agent {
  /// Follows the regime's flow.
  public static let activity = MarketActivity.flow
  /// Distance from the average, in half raw units, that starts it trading.
  static let threshold: Int64 = 6
  /// Share of the distance by which the average follows at each look: 1/16.
  static let memory: Int64 = 16

  let size: UInt64
  /// Slow average of the doubled middle price, times `memory`; nil before the first look.
  private var scaledAverage: Int64?

  /// A taker whose orders average `size` lots.
  public init(size: UInt64) { self.size = size }

  /// Follows the market and takes if it has moved enough.
  public mutating func wake(
    _ context: AgentContext, random: inout RandomStream, outbox: inout Outbox
  ) {
    let mid = context.doubledMid
    let average = scaledAverage ?? mid * Self.memory
    scaledAverage = average + mid - average / Self.memory
    let move = mid - average / Self.memory
    guard abs(move) > Self.threshold else { return }
    let side: Side = move > 0 ? .buy : .sell
    let lots = Int64(random.orderSize(average: size))
    let reach = context.best(side.opposite).advanced(by: side == .buy ? 2 : -2)
    guard let reach else { return }
    outbox.place(side, .limit(reach), lots, timeInForce: .immediateOrCancel)
  }
}

extension MomentumTaker {
  /// Writes the average.
  public func encode(into writer: inout ByteWriter) {
    writer.append(scaledAverage != nil)
    writer.append(scaledAverage ?? 0)
  }

  /// Takes up an average of prices that there can be.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    let hasAverage = try reader.flag()
    let average = try reader.signedWord()
    guard average.magnitude <= UInt64(2 * Price.magnitudeLimit * Self.memory),
      hasAverage || average == 0
    else { throw reader.invalid("average price") }
    scaledAverage = hasAverage ? average : nil
  }
}
