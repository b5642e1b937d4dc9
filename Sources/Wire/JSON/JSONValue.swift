/// A JSON text as a value (RFC 8259): members keep their order, numbers their exact digits.
///
/// `init(parsing:limits:)` reads one; `JSONWriter` writes one.
public enum JSONValue: Sendable, Equatable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, exactly as written.
  case number(JSONNumber)
  /// A string, escapes resolved.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in order; no two of a parsed text share a name.
  case object([JSONMember])
}

/// A name and its value.
public struct JSONMember: Sendable, Equatable {
  /// The name, escapes resolved.
  public var name: String
  /// The value.
  public var value: JSONValue

  /// Takes both.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }

  /// Whether the bytes of its name are these. Equal bytes are equal strings too, and that is quickly
  /// denied.
  func isNamed(_ other: String) -> Bool { name == other && name.utf8.elementsEqual(other.utf8) }
}

// Queries: nil where the value is of another type.
extension JSONValue {
  /// The value of the member with this name; names are compared byte by byte.
  /// - Complexity: O(members).
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    for member in members where member.isNamed(name) { return member.value }
    return nil
  }

  /// The members of an object.
  public var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The elements of an array.
  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The text of a string.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The number, digits and all.
  public var number: JSONNumber? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// The value of a number that is a whole one and fits.
  public var integer: Int64? { number?.integer }

  /// Whether it is `true`.
  public var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// Whether it is the literal `null`.
  public var isNull: Bool { self == .null }
}
