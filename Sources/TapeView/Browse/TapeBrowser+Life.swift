public import Core
internal import OrderState

extension TapeBrowser {
  /// How the life of an order stands at the person's row, told by the rows from its first on; nil
  /// where those do not begin with the order, as on recorded markets, or tell of no legal life.
  ///
  /// For lists of one order: the rows in memory are its life.
  public func life(of id: OrderID) -> String? {
    var register = OrderRegister()
    for row in window.rows.prefix(cursor + 1) where row.event.payload.orderID == id {
      do { try register.apply(row.event) } catch { return nil }
    }
    guard let life = register.lifecycle(of: id), let instrument = row?.event.instrument,
      let scale = header.instrument(instrument)?.quantityScale
    else { return nil }
    let filled = String(decimal: life.filled.rawValue, scale: scale)
    let quantity = String(decimal: life.order.quantity.rawValue, scale: scale)
    let fills = life.fillCount == 1 ? "1 fill" : "\(life.fillCount) fills"
    return "\(life.state.phase.name): \(filled) of \(quantity) filled in \(fills)"
  }
}
