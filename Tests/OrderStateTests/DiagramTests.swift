import Foundation
import OrderState
import Samples
import Testing

@Test func `the diagram in the document is the one the code draws`() throws {
  let document = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/modules/OrderState.md").standardized
  let text = try String(decoding: Data(contentsOf: document), as: UTF8.self)
  let opening = "```mermaid\n"
  let start = try #require(text.range(of: opening)).upperBound
  let end = try #require(text.range(of: "```", range: start..<text.endIndex)).lowerBound
  if TestRun.records {
    let renewed = text.replacingCharacters(in: start..<end, with: OrderState.diagram)
    try renewed.write(to: document, atomically: true, encoding: .utf8)
  } else {
    #expect(text[start..<end] == OrderState.diagram, "re-record with RECORD=1")
  }
}

@Test(arguments: [
  "New --> Pending: accepted", "Pending --> PartiallyFilled: filled", "Pending --> Filled: filled",
  "Pending --> Cancelled: cancelled", "PartiallyFilled --> PartiallyFilled: filled",
  "PartiallyFilled --> Filled: filled", "PartiallyFilled --> Cancelled: cancelled",
])
func `the transitions that week 4 asks for exist`(arrow: String) {
  #expect(OrderState.diagram.contains("  \(arrow)\n"))
}

@Test func `INV-ORDER-3: no arrow leaves Filled or Rejected`() {
  let arrows = OrderState.diagram.split(separator: "\n").filter { $0.contains("-->") }
  for phase in ["Filled", "Rejected"] {
    #expect(arrows.filter { $0.hasPrefix("  \(phase) ") } == ["  \(phase) --> [*]"])
  }
}
