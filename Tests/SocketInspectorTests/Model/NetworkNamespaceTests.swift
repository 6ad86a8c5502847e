import Testing

@testable import SocketInspector

@Suite struct NetworkNamespaceTests {
  private static let docker = "/docker/\(ControlGroupTests.id)"

  private func label(
    _ names: [String], group path: String? = nil, pid: Int32? = 7, inode: UInt64? = 5,
    isOwn: Bool = false
  ) -> String? {
    var namespace = NetworkNamespace(inode: inode, names: names, pid: pid, isOwn: isOwn)
    let group = path.map { ControlGroup(path: Array($0.utf8)) }
    namespace.container = group?.container
    namespace.pod = group?.pod
    return namespace.label
  }

  /// A user would see a number for a namespace that has a name, or digits that an engine has made for one whose
  /// container has a name.
  @Test func theLabelIsWhatAUserCallsTheNamespace() {
    let uuid = "4ad7ee62-5d3a-4ac4-9a51-c6d4f3a2b1c0"
    #expect(label(["web", "other"], group: Self.docker) == "web")
    #expect(label([], group: Self.docker) == "0123456789ab")
    #expect(label([], group: "/lxc/db") == "db")
    #expect(label([], group: "/kubepods/pod\(uuid)/\(ControlGroupTests.id)") == uuid)
    for name in ["7d3c5e1a90bf", "cni-\(uuid)", "netns-\(uuid)"] {
      #expect(label([name]) == name)
      #expect(label([name], group: "/lxc/db") == "db")
      #expect(label([name, "web"], group: "/lxc/db") == "web")
    }
    for name in ["7d3c5e1a90bg", "cni-web", "netns-\(uuid)0", "deadbeef", "x-\(uuid)"] {
      #expect(label([name], group: "/lxc/db") == name)
    }
    #expect(label([]) == "net:[5]")
    #expect(label([], inode: nil) == "pid:7")
    #expect(label(["web"], isOwn: true) == nil)
  }
}
