extension JSONValue {
  /// Every scalar with its dotted path, in the order of the text: how a configuration file becomes
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
  /// - Complexity: O(n) in the text and the paths.
  public func flattened() -> [(path: String, text: String)] {
    var settings: [(path: String, text: String)] = []
    flatten(at: "", into: &settings)
    return settings
  }

  private func flatten(at path: String, into settings: inout [(path: String, text: String)]) {
    switch self {
    case .object(let members):
      for member in members {
        member.value.flatten(at: Self.join(path, member.name), into: &settings)
      }
    case .array(let elements):
      let texts = elements.compactMap(\.scalarText)
      if texts.count == elements.count {
        settings.append((path, texts.joined(separator: ",")))
      } else {
        for (position, element) in elements.enumerated() {
          element.flatten(at: Self.join(path, String(position)), into: &settings)
        }
      }
    case .null, .bool, .number, .string: settings.append((path, scalarText ?? ""))
    }
  }

  private var scalarText: String? {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .array, .object: nil
    }
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }
}
