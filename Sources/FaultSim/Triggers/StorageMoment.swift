internal import WAL

/// A moment in a node's life: behind its n-th request of a kind.
public struct StorageMoment: Sendable, Equatable {
  /// Which requests are counted.
  public enum Kind: String, Sendable, CaseIterable {
    case any, create, write, sync, verify, rename, remove

    func counts(_ request: StorageRequest) -> Bool {
      switch (self, request) {
      case (.any, _), (.create, .create), (.write, .write), (.sync, .sync),
        (.sync, .syncDirectory), (.verify, .verify), (.rename, .rename), (.remove, .remove):
        true
      case (.create, _), (.write, _), (.sync, _), (.verify, _), (.rename, _), (.remove, _): false
      }
    }
  }

  /// What is counted.
  public var kind: Kind
  /// Which one of them, from 1, since the node's last start.
  public var number: Int

  /// Names a moment.
  public init(_ kind: Kind, _ number: Int) {
    self.kind = kind
    self.number = number
  }
}
