import Core
import Obs
import Samples
import Testing
import Wire

@Test func `a trace is one JSON object of complete events in exact microseconds`() throws {
  var trace = SpanTrace(process: "orderflow")
  trace.span("simulate", on: .pipeline, from: 1_000, to: 2_234_567, count: 21)
  var text = trace.take()
  trace.span("match", on: .operations, from: 1_500, to: 1_502)
  trace.level("queue depth", at: 2_234_567, 4)
  text += trace.finish()
  let value = try JSONValue(parsing: text)
  let events = try #require(value["traceEvents"]?.elements)
  #expect(events.count == 3 + 3)
  #expect(events.prefix(3).allSatisfy { $0["ph"]?.string == "M" })
  let span = events[3]
  #expect(span["name"]?.string == "simulate" && span["ph"]?.string == "X")
  #expect(span["ts"]?.number?.text == "1.000" && span["dur"]?.number?.text == "2233.567")
  #expect(span["args"]?["count"]?.number?.text == "21")
  #expect(span["tid"] != events[4]["tid"] && span["pid"] == events[4]["pid"])
  #expect(events[4]["dur"]?.number?.text == "0.002" && events[4]["args"] == nil)
  #expect(events[5]["ph"]?.string == "C")
  #expect(events[5]["args"]?["value"]?.number?.text == "4")
  #expect(value["otherData"]?["events"]?.number?.text == "3")
}

@Test func `a trace beyond its limit keeps its beginning and states what is missing`() throws {
  var trace = SpanTrace(process: "p", limit: 2)
  for start in 0..<5 {
    trace.span("s", on: .pipeline, from: Timestamp(integerLiteral: Int64(start)), to: 9)
  }
  trace.level("depth", at: 9, 1)
  let value = try JSONValue(parsing: trace.finish())
  #expect(value["traceEvents"]?.elements?.count == 3 + 2)
  #expect(value["otherData"]?["dropped"]?.number?.text == "4")
  #expect(trace.count == 2 && trace.droppedCount == 4)
}

@Test func `a span that ends before it begins has no length`() throws {
  var trace = SpanTrace(process: "p")
  trace.span("s", on: .pipeline, from: 9, to: 3)
  let value = try JSONValue(parsing: trace.finish())
  #expect(value["traceEvents"]?.elements?.last?["dur"]?.number?.text == "0.000")
}

@Test func `an empty trace is whole`() throws {
  var trace = SpanTrace(process: "p")
  #expect(try JSONValue(parsing: trace.finish())["traceEvents"]?.elements?.count == 3)
}
