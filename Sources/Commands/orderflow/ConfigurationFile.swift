import HostIO
import OrderFlowSim
import Wire

/// What `--config FILE` says: settings of the market, and the form of the summary.
struct ConfigurationFile {
  /// The one setting that is the program's own.
  private static let formatKey = "format"

  /// The path as given, or `standard input`: how errors call the file.
  private let name: String
  private let market: [JSONSetting]
  /// The form of the summary, where the file names one.
  let format: SummaryFormat?

  init(path: String) throws {
    var file = try InputFile(path: path)
    let bytes = try file.readAll()
    let name = file.path
    let settings: [JSONSetting]
    do { settings = try JSONSetting.all(parsing: bytes) } catch {
      throw BadInput("\(name):\(error)")
    }
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    guard first == UInt8(ascii: "{") else {
      throw BadInput("\(name): a configuration is an object, such as {\"seed\": 7}")
    }
    self.name = name
    market = settings.filter { $0.path != Self.formatKey }
    format = try settings.first { $0.path == Self.formatKey }.map { try Self.format($0, name) }
  }

  /// Sets what the file sets; the error names the place of a setting that cannot be meant.
  func apply(to configuration: inout SimulatorConfiguration) throws {
    let known = SimulatorSetting.all.map(\.key)
    for setting in market {
      let place = "\(name):\(setting.line):\(setting.column)"
      guard known.contains(setting.path) else {
        let nearest = NearestName.of(setting.path, among: known + [Self.formatKey])
        throw BadInput(
          "\(place): no setting is called \(setting.path); "
            + (nearest.map { "did you mean \($0)?" } ?? "see orderflow --help for their names"))
      }
      do { try configuration.apply(key: setting.path, text: setting.text) } catch {
        throw BadInput("\(place): \(error)")
      }
    }
  }

  private static func format(_ setting: JSONSetting, _ name: String) throws -> SummaryFormat {
    let form = ValueForm<SummaryFormat>.choice
    guard let format = form.read(setting.text) else {
      throw BadInput(
        "\(name):\(setting.line):\(setting.column): format: '\(setting.text)' is not "
          + form.expected)
    }
    return format
  }
}
