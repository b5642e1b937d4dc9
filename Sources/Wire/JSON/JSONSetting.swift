/// One scalar of a JSON text with its dotted path and its place: how a configuration file becomes
/// the same settings that flags are.
///
///     {"agents":{"maker":{"count":2}},"symbols":["ACME","BETA"]}
///     agents.maker.count = 2
///     symbols = ACME,BETA
///
/// An array of scalars is one text, joined by commas; one that holds arrays or objects has its
/// positions, from 0, as names. A string is its text without quotes, a number its digits. An
/// empty array is an empty text, an empty object nothing. A name with a point in it is a path
/// written short, so that two paths may turn out equal; the reader of the settings decides.
public struct JSONSetting: Sendable, Equatable {
  /// Names from the outermost object on, with dots between.
  public let path: String
  /// The scalar's text.
  public let text: String
  /// Line of the value, counted from 1.
  public let line: Int
  /// Byte within the line, counted from 1.
  public let column: Int

  /// Reads a whole JSON text as settings, in the order of the text.
  /// - Complexity: O(n) in the text and the paths.
  public static func all(
    parsing text: [UInt8], limits: JSONLimits = .standard
  ) throws(JSONError) -> [JSONSetting] {
    let outline = try JSONOutline(parsing: text, limits: limits)
    var settings = JSONSettings(places: JSONPlaces(outline))
    settings.flatten(outline.value(at: 0), at: "")
    return settings.all
  }
}

/// Walks a value in the order of the text, so that the n-th part met is the n-th place
/// noted.
private struct JSONSettings {
  var all: [JSONSetting] = []
  var places: JSONPlaces

  init(places: JSONPlaces) { self.places = places }

  mutating func flatten(_ value: JSONValue, at path: String) {
    let place = places.next()
    switch value {
    case .object(let members):
      for member in members { flatten(member.value, at: join(path, member.name)) }
    case .array(let elements):
      let texts = elements.compactMap(scalarText)
      if texts.count == elements.count {
        for _ in elements { _ = places.next() }
        append(path, texts.joined(separator: ","), place)
      } else {
        for (position, element) in elements.enumerated() {
          flatten(element, at: join(path, String(position)))
        }
      }
    case .null, .bool, .number, .string: append(path, scalarText(value) ?? "", place)
    }
  }

  private mutating func append(_ path: String, _ text: String, _ place: (line: Int, column: Int)) {
    all.append(JSONSetting(path: path, text: text, line: place.line, column: place.column))
  }

  private func scalarText(_ value: JSONValue) -> String? {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .array, .object: nil
    }
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }
}

/// Lines and columns of the values of a text, in its order.
private struct JSONPlaces {
  private let bytes: [UInt8]
  private let starts: [Int]
  private var index = 0
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  init(_ outline: JSONOutline) {
    bytes = outline.bytes
    starts = outline.nodes.compactMap { $0.kind == .name ? nil : Int($0.start) }
  }

  mutating func next() -> (line: Int, column: Int) {
    guard index < starts.count else { return (line, 1) }
    while offset < starts[index] {
      if bytes[offset] == UInt8(ascii: "\n") {
        line += 1
        lineStart = offset + 1
      }
      offset += 1
    }
    index += 1
    return (line, offset - lineStart + 1)
  }
}
