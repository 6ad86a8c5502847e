import SocketInspector

/// One end of a socket, and the criteria of a filter that select by it.
enum SocketEnd: String, CaseIterable {
  case local
  case remote

  var opposite: SocketEnd { self == .local ? .remote : .local }

  /// The addresses that a filter includes.
  func networks(in filter: Filter) -> [IPNetwork] {
    self == .local ? filter.localNetworks.included : filter.remoteNetworks.included
  }

  /// The ports that a filter includes.
  func ports(in filter: Filter) -> [PortPattern] {
    self == .local ? filter.localPorts.included : filter.remotePorts.included
  }

  /// Sets the addresses and ports that a filter includes.
  func set(_ networks: [IPNetwork], _ ports: [PortPattern], in filter: inout Filter) {
    switch self {
    case .local:
      filter.localNetworks.included = networks
      filter.localPorts.included = ports
    case .remote:
      filter.remoteNetworks.included = networks
      filter.remotePorts.included = ports
    }
  }
}
