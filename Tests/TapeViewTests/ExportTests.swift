import Core
import Foundation
import Samples
import TapeView
import Testing

/// The sample's events as rows; each has every kind and each optional field both ways.
private func export(_ form: TapeExport.Form) throws -> (lines: [String], tape: [String]) {
  let header = SampleTape.header
  let table = TapeExport(form, header: header)
  var text: [UInt8] = []
  table.begin(into: &text)
  var writer = TapeWriter(header)
  var tape: [UInt8] = []
  for event in SampleTape.events {
    #expect(table.write(event, into: &text))
    try writer.write(event, into: &tape)
  }
  return (
    String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init),
    String(decoding: tape, as: UTF8.self).split(separator: "\n").map(String.init)
  )
}

/// Columns of the page, by the tape's key; the page has them in the file's order.
private let pageColumns: [(name: String, key: String)] = {
  let path = TestFiles.root.appendingPathComponent("docs/formats/export.md")
  let page = (try? String(decoding: Data(contentsOf: path), as: UTF8.self)) ?? ""
  return page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
    let cells = row.split(separator: "|").map { $0.filter { $0 != "`" && $0 != " " } }
    return (cells[0], cells[1])
  }
}()

@Test func `the columns are those of the page, in its order`() throws {
  let names: [String] = pageColumns.map(\.name)
  #expect(names == TapeExport.columns)
  let first = try export(.csv).lines[0]
  #expect(first == names.joined(separator: ","))
}

@Test func `INV-VIEW-9: a row says what the line of the tape says, field by field`() throws {
  let (lines, tape) = try export(.csv)
  #expect(lines.count == tape.count + 1)
  for (row, line) in zip(lines.dropFirst(), tape) {
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(cells.count == TapeExport.columns.count)
    var said: [String: String] = [:]
    for ((_, key), cell) in zip(pageColumns, cells) where !cell.isEmpty { said[key] = cell }
    let words = line.split(separator: " ").map(String.init)
    var expected = ["sequence": words[0], "time": nanoseconds(words[1]), "kind": words[2]]
    if words[3] != "-" { expected["symbol"] = words[3] }
    for word in words[4...] {
      let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
      expected[pair[0]] = pair.count == 2 ? pair[1] : "true"
    }
    expected["rx"] = expected["rx"].map(nanoseconds)
    // The tape leaves out an owner that is the source, and a last number that is the first.
    if said["owner"] == said["src"] { expected["owner"] = said["owner"] }
    if let numbers = expected.removeValue(forKey: "sn")?.split(separator: "-") {
      expected["snfirst"] = String(numbers[0])
      expected["snlast"] = String(numbers[numbers.count - 1])
    }
    // A mark that is not set is absent there and false here.
    let set: [String: String] = said.filter { $0.value != "false" }
    #expect(set == expected, "\(line)")
  }
}

@Test func `a JSON line has the cells of the row, numbers as numbers`() throws {
  let (rows, _) = try export(.csv)
  let (objects, _) = try export(.jsonLines)
  for (row, text) in zip(rows.dropFirst(), objects) {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
    let filled = zip(TapeExport.columns, cells).filter { !$1.isEmpty }
    #expect(object.count == filled.count, "\(text)")
    for (name, cell) in filled {
      let quoted = object[name] is String ? "\"\(cell)\"" : String(cell)
      let member = "\"\(name)\":\(quoted)"
      #expect(text.contains(member), "\(member) in \(text)")
    }
  }
}

@Test func `an event without a name in the header is not written`() {
  let table = TapeExport(.csv, header: TapeHeader())
  var text: [UInt8] = []
  let event = Event(
    sequence: 1, time: 0, source: 7, instrument: nil, payload: .gap(Gap(missing: SourceSequence(1)))
  )
  #expect(!table.write(event, into: &text))
  #expect(text.isEmpty)
}

private func nanoseconds(_ seconds: String) -> String {
  let digits = seconds.filter { $0 != "." }.drop { $0 == "0" }
  return digits.isEmpty ? "0" : String(digits)
}
