import Testing
import Wire

// The essentials of JSONTestSuite (Nicolas Seriot, "Parsing JSON is a Minefield", 2016): its y_
// texts have to be read, its n_ texts refused, and of its i_ texts we state which.

/// A text as bytes, for what no String can hold.
private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private let accepted: [String] = [
  "[]", "{}", " [] ", "[[]   ]", "[\"\"]", "[\"a\"]", "[false]", "[null, 1, \"1\", {}]", "[null]",
  "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ", "[123e65]", "[0e+1]", "[0e1]", "[ 4]",
  "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
  "[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]",
  "[1e-2]", "[1e+2]", "[123]", "[123.456789]", "[0.4e00669999999999999999999999999999]",
  "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"asd\":\"sdf\"}", "{\"\":0}",
  "{\"foo\\u0000bar\": 42}", "{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
  "{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]}", "{\"a\":[]}",
  "{\n\"a\": \"b\"\n}", "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]",
  "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]",
  "[\"\\\"\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\\\n\"]", "[\"\\u0012\"]",
  "[\"\\uFFFF\"]", "[ \"asd\"]", "[\"\\uDBFF\\uDFFF\"]", "[\"new\\u00A0line\"]", "[\"􏿿\"]",
  "[\"￿\"]", "[\"\\u0000\"]", "[\"\\u002c\"]", "[\"π\"]", "[\"𛿿\"]", "[\"asd \"]", "\" \"",
  "[\"\\u0821\"]", "[\"\\u0123\"]", "[\"\u{2028}\"]", "[\"\u{2029}\"]", "[\"\\u0061\\u30af\"]",
  "[\"\u{7F}\"]", "[\"aa\u{7F}a\"]", "[\"⍂㈴⍂\"]", "[\"\\uDBFF\\uDFFE\"]", "[\"\\u200B\"]", "false",
  "42", "-0.1", "null", "\"asd\"", "true", "\"\"", "[\"a\"]\n", "[true]", " [] \t\r\n",
  "[\"\\u0022\"]", "[\"€𝄞\"]", "[\"\\uFDD0\"]", "[\"\\uFFFE\"]",
  "{\"é\":1,\"e\u{301}\":2}",
]

@Test(arguments: accepted)
func `JSON texts are read`(text: String) throws {
  let value = try JSONValue(parsing: bytes(text))
  #expect(try JSONValue(parsing: JSONWriter.value(value)) == value)
  #expect(try JSONValue(parsing: JSONWriter.value(value, .indented)) == value)
}

/// Text, line, column, reason.
private let refused: [(String, Int, Int, JSONError.Reason)] = [
  ("", 1, 1, .unexpectedEnd), (" ", 1, 2, .unexpectedEnd), ("[", 1, 2, .unexpectedEnd),
  ("[1 true]", 1, 4, .expectedCommaOrBracket), ("[\"\": 1]", 1, 4, .expectedCommaOrBracket),
  ("[\"\"],", 1, 5, .trailingContent), ("[,1]", 1, 2, .expectedValue),
  ("[1,,2]", 1, 4, .expectedValue), ("[1,]", 1, 4, .expectedValue), ("[1,,]", 1, 4, .expectedValue),
  ("[\"x\"]]", 1, 6, .trailingContent), ("[\"\",]", 1, 5, .expectedValue),
  ("[\"x\"", 1, 5, .unexpectedEnd), ("[x", 1, 2, .unknownLiteral),
  ("[3[4]]", 1, 3, .expectedCommaOrBracket), ("[1:2]", 1, 3, .expectedCommaOrBracket),
  ("[,]", 1, 2, .expectedValue), ("[-]", 1, 3, .malformedNumber),
  ("[   , \"\"]", 1, 5, .expectedValue),
  ("[\"a\",\n4\n,1,", 3, 4, .unexpectedEnd), ("[*]", 1, 2, .expectedValue),
  ("[fals]", 1, 2, .unknownLiteral), ("[nul]", 1, 2, .unknownLiteral),
  ("[tru]", 1, 2, .unknownLiteral), ("[True]", 1, 2, .expectedValue),
  ("[++1234]", 1, 2, .expectedValue), ("[+1]", 1, 2, .expectedValue),
  ("[+Inf]", 1, 2, .expectedValue), ("[-01]", 1, 4, .malformedNumber),
  ("[-1.0.]", 1, 6, .malformedNumber), ("[-2.]", 1, 5, .malformedNumber),
  ("[-NaN]", 1, 3, .malformedNumber), ("[.-1]", 1, 2, .expectedValue),
  ("[.2e-3]", 1, 2, .expectedValue), ("[0.1.2]", 1, 5, .malformedNumber),
  ("[0.3e+]", 1, 7, .malformedNumber), ("[0.3e]", 1, 6, .malformedNumber),
  ("[0.e1]", 1, 4, .malformedNumber), ("[0E+]", 1, 5, .malformedNumber),
  ("[0e]", 1, 4, .malformedNumber), ("[1.0e-]", 1, 7, .malformedNumber),
  ("[1 000.0]", 1, 4, .expectedCommaOrBracket), ("[1eE2]", 1, 4, .malformedNumber),
  ("[2.e+3]", 1, 4, .malformedNumber), ("[9.e+]", 1, 4, .malformedNumber),
  ("[Inf]", 1, 2, .expectedValue), ("[NaN]", 1, 2, .expectedValue),
  ("[0x1]", 1, 3, .expectedCommaOrBracket), ("[1+2]", 1, 3, .expectedCommaOrBracket),
  ("[-Infinity]", 1, 3, .malformedNumber), ("[012]", 1, 3, .malformedNumber),
  ("[-012]", 1, 4, .malformedNumber), ("[1.2a-3]", 1, 5, .expectedCommaOrBracket),
  ("[1.8011670033376514H-308]", 1, 20, .expectedCommaOrBracket), ("-", 1, 2, .unexpectedEnd),
  ("1.", 1, 3, .unexpectedEnd), ("1e", 1, 3, .unexpectedEnd),
  ("[\"x\", truth]", 1, 7, .unknownLiteral), ("{[: \"x\"}", 1, 2, .expectedName),
  ("{\"x\", null}", 1, 5, .expectedColon), ("{\"x\"::\"b\"}", 1, 6, .expectedValue),
  ("{\"a\":\"a\" 123}", 1, 10, .expectedCommaOrBrace), ("{key: 'value'}", 1, 2, .expectedName),
  ("{\"a\" b}", 1, 6, .expectedColon), ("{:\"b\"}", 1, 2, .expectedName),
  ("{\"a\"", 1, 5, .unexpectedEnd), ("{\"a\":", 1, 6, .unexpectedEnd), ("{", 1, 2, .unexpectedEnd),
  ("{1:1}", 1, 2, .expectedName), ("{null:null}", 1, 2, .expectedName),
  ("{\"id\":0,}", 1, 9, .expectedName), ("{\"id\":0,,,,,}", 1, 9, .expectedName),
  ("{'a':0}", 1, 2, .expectedName), ("{\"a\":\"b\"}/**/", 1, 10, .trailingContent),
  ("{\"a\":/*comment*/\"b\"}", 1, 6, .expectedValue), ("{\"a\":\"b\"}//", 1, 10, .trailingContent),
  ("{\"a\":\"b\",,\"c\":\"d\"}", 1, 10, .expectedName), ("{a: \"b\"}", 1, 2, .expectedName),
  ("{ \"foo\" : \"bar\", \"a\" }", 1, 22, .expectedColon),
  ("{\"a\":\"b\"}#", 1, 10, .trailingContent),
  ("{\"a\":1,\"b\":2,\"a\":3}", 1, 14, .duplicateName("a")),
  ("{\"a\":1,\n \"\\u0061\":2}", 2, 2, .duplicateName("a")),
  ("[\"\\uD800\\\"]", 1, 3, .loneSurrogate), ("[\"\\uD800\\u\"]", 1, 11, .malformedEscape),
  ("[\"\\uD800\\u1\"]", 1, 12, .malformedEscape), ("[\"\\uD800\\u1x\"]", 1, 12, .malformedEscape),
  ("[\"\\uD800\\uD800\\x\"]", 1, 3, .loneSurrogate), ("[\"\\uDADA\"]", 1, 3, .loneSurrogate),
  ("[\"\\uDd1ea\"]", 1, 3, .loneSurrogate), ("[\"\\uDC00\\uD800\"]", 1, 3, .loneSurrogate),
  ("[\"\\u00A\"]", 1, 8, .malformedEscape), ("[\"\\x00\"]", 1, 3, .malformedEscape),
  ("[\"\\\\\\\"]", 1, 8, .unexpectedEnd), ("[\"\\", 1, 4, .unexpectedEnd),
  ("[\"\\u", 1, 5, .unexpectedEnd), ("[\"\\a\"]", 1, 3, .malformedEscape),
  ("[\"\\uqqqq\"]", 1, 5, .malformedEscape), ("[\"\\U0041\"]", 1, 3, .malformedEscape),
  ("[\"a\u{0}a\"]", 1, 4, .controlCharacter), ("[\"new\nline\"]", 1, 6, .controlCharacter),
  ("[\"\t\"]", 1, 3, .controlCharacter), ("\"", 1, 2, .unexpectedEnd),
  ("\u{FEFF}{}", 1, 1, .byteOrderMark), ("<null>", 1, 1, .expectedValue),
  ("abc", 1, 1, .unknownLiteral),
  ("[\u{C}]", 1, 2, .expectedValue), ("[\u{2060}]", 1, 2, .expectedValue),
  ("2@", 1, 2, .trailingContent), ("{}}", 1, 3, .trailingContent), ("'a'", 1, 1, .expectedValue),
  ("1]", 1, 2, .trailingContent), ("nulL", 1, 1, .unknownLiteral), ("1 2", 1, 3, .trailingContent),
  ("\n\n  [1,\r\n  2,]", 4, 5, .expectedValue),
]

@Test(arguments: refused.indices)
func `INV-WIRE-1: what is no JSON is refused with its place and reason`(index: Int) {
  let (text, line, column, reason) = refused[index]
  #expect(throws: JSONError(line: line, column: column, reason: reason), "\(text)") {
    try JSONValue(parsing: bytes(text))
  }
}

/// Overlong forms, surrogates, beyond U+10FFFF, cut or stray bytes: behind `["` in each text.
private let malformedUTF8: [[UInt8]] = [
  [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x22], [0xE0, 0x80, 0xAF],
  [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
  [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9D, 0x84], [0xF4, 0x90, 0x80, 0x80],
  [0xF5, 0x80, 0x80, 0x80], [0xFC, 0x80, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
]

@Test(arguments: malformedUTF8)
func `malformed UTF-8 is refused`(sequence: [UInt8]) {
  #expect(throws: JSONError(line: 1, column: 3, reason: .malformedUTF8)) {
    try JSONValue(parsing: bytes("[\"") + sequence + bytes("\"]"))
  }
}

@Test(
  arguments: [
    ([0xC2, 0x80], "\u{80}"), ([0xDF, 0xBF], "\u{7FF}"), ([0xE0, 0xA0, 0x80], "\u{800}"),
    ([0xED, 0x9F, 0xBF], "\u{D7FF}"), ([0xEE, 0x80, 0x80], "\u{E000}"),
    ([0xF0, 0x90, 0x80, 0x80], "\u{10000}"), ([0xF4, 0x8F, 0xBF, 0xBF], "\u{10FFFF}"),
  ] as [([UInt8], String)])
func `the ends of each length of UTF-8 are read`(sequence: [UInt8], text: String) throws {
  #expect(try JSONValue(parsing: bytes("\"") + sequence + bytes("\"")) == .string(text))
}

@Test(arguments: [
  (#""\u0041""#, "A"), (#""\ud834\udd1e""#, "𝄞"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
  (#""\ud800\udc00""#, "\u{10000}"), (#""\u0000""#, "\0"),
  (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
])
func `escapes stand for their characters`(text: String, expected: String) throws {
  #expect(try JSONValue(parsing: bytes(text)).string == expected)
}
