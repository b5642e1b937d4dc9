internal import HostIO
internal import Obs

/// A program's page of metrics.
struct Endpoint {
  let name: String
  private let address: LoopbackAddress
  private let path: String

  /// Reads `127.0.0.1:9464`, `http://127.0.0.1:9464` or either with a path.
  init(_ text: String) throws {
    var rest = text[...]
    if rest.hasPrefix("http://") { rest = rest.dropFirst(7) }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let place = String(rest[..<slash])
    guard let address = LoopbackAddress(place), address.port != 0 else {
      throw BadInput(
        "\"\(text)\" is not an address of this machine such as 127.0.0.1:9464; "
          + "for another machine: ssh -L 9464:127.0.0.1:9464 HOST")
    }
    let path = String(rest[slash...])
    guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw BadInput("\"\(path)\" is not a path of a URL")
    }
    self.address = address
    self.path = path.isEmpty || path == "/" ? "/metrics" : path
    name = place
  }

  func page() throws -> ExpositionPage {
    let bytes = try HTTPClient.get(path, from: address)
    do { return try ExpositionPage(parsing: bytes) } catch {
      throw BadInput("\(address)\(path) is no page of metrics: \(error)")
    }
  }
}
