internal import Core

/// Where each value of a JSON text lies: the text checked as `JSONValue` checks it, and no tree made.
///
/// For messages of which few members matter: sixteen bytes a value, in one array, and the text.
/// Numbers are read from the text when they are asked for.
public struct JSONOutline: Sendable {
  /// A value of the outline.
  public struct Place: BitwiseCopyable, Sendable, Equatable {
    let index: Int
  }

  /// What a place holds.
  enum Kind: BitwiseCopyable, Sendable {
    case null, bool, number, string, array, object
    /// Of a member; its value stands behind it.
    case name
  }

  /// One value, or a member's name; what it holds stands behind it.
  struct Node: BitwiseCopyable, Sendable {
    let kind: Kind
    /// Of a string: whether it stands in the text as it is meant, in ASCII without escapes.
    var isPlain = true
    /// Its first byte.
    let start: UInt32
    /// Behind its last byte.
    var end: UInt32
    /// The node behind all that it holds.
    var following: UInt32
  }

  let bytes: [UInt8]
  let nodes: [Node]

  /// Reads exactly one value: what `JSONValue(parsing:limits:)` takes, refused with the same errors.
  /// - Complexity: O(n), and O(m log m) in the members of an object for the search of duplicates.
  public init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var reader = JSONReader(text, limits)
    do { try reader.document() } catch {
      throw JSONError(reader: reader, failure: error)
    }
    bytes = text
    nodes = reader.nodes
  }

  /// Reads from bytes that somebody else holds; copies them once.
  public init(parsing text: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: limits.copy(text), limits: limits)
  }

  /// The value that is the whole text.
  public var root: Place { Place(index: 0) }
}

// Queries: nil where the value is of another type.
extension JSONOutline {
  /// Whether it is an object.
  public func isObject(_ place: Place) -> Bool { nodes[place.index].kind == .object }

  /// The value of the object's member with this name; names are compared byte by byte.
  /// - Complexity: O(members).
  public func member(_ name: StaticString, of place: Place) -> Place? {
    guard isObject(place) else { return nil }
    let (text, nodes) = (bytes.span, nodes.span)
    // Of a plain name with its quotes.
    let length = UInt32(name.utf8CodeUnitCount + 2)
    var index = place.index + 1
    let end = Int(nodes[place.index].following)
    while index < end {
      let node = nodes[index]
      let isIt =
        node.isPlain
        ? node.end &- node.start == length && name.stands(in: text, at: Int(node.start) + 1)
        : self.text(of: node).utf8.elementsEqual(name.description.utf8)
      if isIt { return Place(index: index + 1) }
      index = Int(nodes[index + 1].following)
    }
    return nil
  }

  /// The first element of an array; nil when it is empty.
  public func firstElement(of place: Place) -> Place? {
    let node = nodes[place.index]
    guard node.kind == .array, place.index + 1 < Int(node.following) else { return nil }
    return Place(index: place.index + 1)
  }

  /// Whether it is a string.
  public func isString(_ place: Place) -> Bool { nodes[place.index].kind == .string }

  /// Whether it is an array.
  public func isArray(_ place: Place) -> Bool { nodes[place.index].kind == .array }

  /// The element of `array` behind this one; nil behind the last.
  public func element(after place: Place, in array: Place) -> Place? {
    let following = Int(nodes[place.index].following)
    return following < Int(nodes[array.index].following) ? Place(index: following) : nil
  }

  /// The text of a string, its escapes resolved.
  public func string(_ place: Place) -> String? {
    let node = nodes[place.index]
    return node.kind == .string ? text(of: node) : nil
  }

  /// Whether it is `true`.
  public func bool(_ place: Place) -> Bool? {
    let node = nodes[place.index]
    return node.kind == .bool ? bytes[Int(node.start)] == UInt8(ascii: "t") : nil
  }

  /// The number, digits and all.
  public func number(_ place: Place) -> JSONNumber? {
    let node = nodes[place.index]
    return node.kind == .number ? JSONNumber(unchecked: text(of: node)) : nil
  }

  /// The bytes of a number, or of a string in which they stand as they are meant; nil of a string
  /// with escapes, or beyond ASCII, which is no number.
  public func numeral(_ place: Place) -> Range<Int>? {
    let node = nodes[place.index]
    switch node.kind {
    case .number: return Int(node.start)..<Int(node.end)
    case .string: return node.isPlain ? content(of: node) : nil
    case .null, .bool, .array, .object, .name: return nil
    }
  }

  /// The text that was read.
  public var text: [UInt8] { bytes }

  /// The value as a tree.
  func value(at index: Int) -> JSONValue {
    let node = nodes[index]
    switch node.kind {
    case .null: return .null
    case .bool: return .bool(bytes[Int(node.start)] == UInt8(ascii: "t"))
    case .number: return .number(JSONNumber(unchecked: text(of: node)))
    case .string, .name: return .string(text(of: node))
    case .array:
      var elements: [JSONValue] = []
      var next = index + 1
      while next < Int(node.following) {
        elements.append(value(at: next))
        next = Int(nodes[next].following)
      }
      return .array(elements)
    case .object:
      var members: [JSONMember] = []
      var next = index + 1
      while next < Int(node.following) {
        members.append(JSONMember(text(of: nodes[next]), value(at: next + 1)))
        next = Int(nodes[next + 1].following)
      }
      return .object(members)
    }
  }

  private func text(of node: Node) -> String { Self.text(of: node, in: bytes) }

  private func content(of node: Node) -> Range<Int> { Int(node.start) + 1..<Int(node.end) - 1 }

  /// The text of a number, or of a string or name with its escapes resolved.
  static func text(of node: Node, in bytes: [UInt8]) -> String {
    guard node.kind != .number else {
      return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }
    guard node.isPlain else {
      // What was read once is read again as well.
      var reader = JSONReader(bytes, .standard, at: Int(node.start))
      return (try? reader.unusualString()) ?? ""
    }
    return String(decoding: bytes[Int(node.start) + 1..<Int(node.end) - 1], as: UTF8.self)
  }
}
