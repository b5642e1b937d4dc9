import Core
import Samples
import Testing
import Wire

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func report(_ style: JSONWriter.Style) -> [UInt8] {
  JSONWriter.object(style) { report in
    report.member("seed", UInt64.max)
    report.member("low", Int64.min)
    report.member("count", 3)
    report.member("done", true)
    report.decimal("price", -105, 2)
    report.member("name", "a\"b")
    report.null("gap")
    report.object("empty") { _ in }
    report.array("none") { _ in }
    report.array("fills") { fills in
      fills.object { $0.member("id", 7) }
      fills.array {
        $0.element(1)
        $0.element(false)
      }
      fills.element("x")
      fills.decimal(5, 3)
    }
    report.member("any", .array([.null, .number(JSONNumber(4))]))
  }
}

@Test func `a compact report has no white space and keeps the order of writing`() {
  #expect(
    text(report(.compact))
      == #"{"seed":18446744073709551615,"low":-9223372036854775808,"count":3,"done":true,"#
      + #""price":-1.05,"name":"a\"b","gap":null,"empty":{},"none":[],"#
      + #""fills":[{"id":7},[1,false],"x",0.005],"any":[null,4]}"#)
}

@Test func `an indented report has a line for each member`() {
  #expect(
    text(report(.indented)) == #"""
      {
        "seed": 18446744073709551615,
        "low": -9223372036854775808,
        "count": 3,
        "done": true,
        "price": -1.05,
        "name": "a\"b",
        "gap": null,
        "empty": {},
        "none": [],
        "fills": [
          {
            "id": 7
          },
          [
            1,
            false
          ],
          "x",
          0.005
        ],
        "any": [
          null,
          4
        ]
      }
      """#)
}

@Test func `both styles read back as the same value`() throws {
  #expect(try JSONValue(parsing: report(.compact)) == JSONValue(parsing: report(.indented)))
}

@Test func `objects append to a stream that the caller keeps`() {
  var stream: [UInt8] = []
  for number in 1...2 {
    JSONWriter.object(into: &stream) { $0.member("n", number) }
    stream.append(0x0A)
  }
  #expect(text(stream) == "{\"n\":1}\n{\"n\":2}\n")
}

@Test(arguments: [
  ("plain/é𝄞\u{7F}", #""plain/é𝄞"# + "\u{7F}\""), ("\"\\", #""\"\\""#),
  ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\0\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("", "\"\""),
])
func `a string has the escapes that it must have and no others`(
  string: String, expected: String
) throws {
  let written = JSONWriter.value(.string(string))
  #expect(text(written) == expected)
  #expect(try JSONValue(parsing: written).string == string)
}

@Test(arguments: [
  (#"{"agents":{"maker":{"count":2}}}"#, ["agents.maker.count=2"]),
  (#"{"a":{"b":1.50,"c":"x"},"d":true,"e":null}"#, ["a.b=1.50", "a.c=x", "d=true", "e=null"]),
  (#"{"symbols":["ACME","BETA"],"none":[],"nothing":{}}"#, ["symbols=ACME,BETA", "none="]),
  (
    #"{"rules":[{"at":1},{"at":2}],"grid":[[1,2],3]}"#,
    ["rules.0.at=1", "rules.1.at=2", "grid.0=1,2", "grid.1=3"]
  ),
  (#"{"agents.maker.count":3}"#, ["agents.maker.count=3"]), ("7", ["=7"]),
])
func `a text flattens to dotted paths in the order of the text`(
  source: String, expected: [String]
) throws {
  let settings = try JSONSetting.all(parsing: Array(source.utf8))
  #expect(settings.map { "\($0.path)=\($0.text)" } == expected)
}

@Test func `a setting knows the line and column of its value`() throws {
  let source = "{\n  \"a\": {\"b\": 1,\n    \"c\": [2, 3]},\n  \"d\": [{\"e\": 4}]\n}"
  let settings = try JSONSetting.all(parsing: Array(source.utf8))
  let places = settings.map { "\($0.path)@\($0.line):\($0.column)" }
  #expect(places == ["a.b@2:14", "a.c@3:10", "d.0.e@4:15"])
}

@Test func `a value is asked for its parts by name and type`() throws {
  let value = try JSONValue(
    parsing: Array(
      #"{"n":4,"s":"t","b":false,"a":[1],"z":null,"\#u{E9}":1,"e\#u{301}":2}"#.utf8))
  #expect(value["n"]?.integer == 4 && value["s"]?.string == "t" && value["b"]?.bool == false)
  #expect(value["a"]?.elements?.count == 1 && value["z"]?.isNull == true)
  #expect(value["absent"] == nil && value["n"]?.string == nil && value["s"]?.members == nil)
  #expect(value["\u{E9}"]?.integer == 1 && value["e\u{301}"]?.integer == 2)
}
