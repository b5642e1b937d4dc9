import Core
import Samples
import Testing
import Wire

private func number(_ text: String) throws -> JSONNumber {
  try #require(try JSONValue(parsing: Array(text.utf8)).number)
}

/// Text, scale, raw count or why not.
private let decimals: [(String, DecimalScale, Result<Int64, ScanFailure>)] = [
  ("0", 0, .success(0)), ("-0", 2, .success(0)), ("0.000", 0, .success(0)),
  ("0e999999999999", 8, .success(0)), ("1.5", 2, .success(150)), ("150e-2", 2, .success(150)),
  ("15E-1", 2, .success(150)), ("0.015e2", 2, .success(150)), ("1.50000", 1, .success(15)),
  ("1.05", 2, .success(105)), ("100", 0, .success(100)), ("100e-2", 0, .success(1)),
  ("1.005", 2, .failure(.offScale)), ("1e-3", 2, .failure(.offScale)),
  ("0.12345678901234567890123", 8, .failure(.offScale)),
  ("12345678901234567890123", 0, .failure(.outOfRange)),
  ("9223372036854775807", 0, .success(.max)), ("9223372036854775808", 0, .failure(.outOfRange)),
  ("-9223372036854775808", 0, .success(.min)), ("-9223372036854775809", 0, .failure(.outOfRange)),
  ("92233720368547758.07", 2, .success(.max)), ("18446744073709551616", 0, .failure(.outOfRange)),
  ("1e18", 0, .success(1_000_000_000_000_000_000)), ("1e19", 0, .failure(.outOfRange)),
  ("1e18", 1, .failure(.outOfRange)), ("1e999999999999999999999", 0, .failure(.outOfRange)),
  ("1e-999999999999999999999", 0, .failure(.offScale)),
  ("100000000000000000000000000000e-29", 0, .success(1)),
  ("1" + String(repeating: "0", count: 300) + "e-300", 0, .success(1)),
  ("0." + String(repeating: "0", count: 300) + "1e301", 0, .success(1)),
  ("-1.25", 4, .success(-12_500)), ("29123.45", 2, .success(2_912_345)),
]

@Test(arguments: decimals.indices)
func `INV-WIRE-2: a number is an exact count at a scale, or none`(index: Int) throws {
  let (text, scale, expected) = decimals[index]
  let value = try number(text)
  #expect(value.text == text)
  #expect(Result { () throws(ScanFailure) in try value.decimal(scale) } == expected, "\(text)")
}

@Test(
  arguments: [
    ("42", 42), ("4.2e1", 42), ("42.000", 42), ("1e3", 1000), ("4.2", nil), ("1e30", nil),
  ] as [(String, Int64?)])
func `an integer is a number without a fraction, however written`(
  text: String, expected: Int64?
) throws {
  #expect(try number(text).integer == expected)
}

@Test(arguments: [0, 1, -1, 105, -99, .max, .min] as [Int64], [0, 2, 8, 18] as [DecimalScale])
func `INV-WIRE-3: a count written as a decimal reads back as itself`(
  raw: Int64, scale: DecimalScale
) throws {
  let written = JSONWriter.array { $0.decimal(raw, scale) }
  let read = try #require(try JSONValue(parsing: written).elements?.first?.number)
  #expect(try read.decimal(scale) == raw)
  #expect(read == JSONNumber(decimal: raw, scale: scale))
}
