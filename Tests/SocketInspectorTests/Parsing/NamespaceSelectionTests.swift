import Testing

@testable import SocketInspector

@Suite struct NamespaceSelectionTests {
  /// `--netns 812` would look for a namespace that is called 812, and `--netns web` would be refused.
  @Test(
    arguments: [
      ("all", .all), ("web", .some([.name("web")])), ("812", .some([.pid(812)])),
      ("4026532281", .some([.inode(4_026_532_281)])),
      ("container:web,container:shop/web-*", .some([.container("web"), .container("shop/web-*")])),
      ("net:[4026532281],web,web,1", .some([.inode(4_026_532_281), .name("web"), .pid(1)])),
    ] as [(String, NamespaceSelection)])
  func namesProcessesAndNumbersAreRecognized(text: String, expected: NamespaceSelection) throws {
    #expect(try NamespaceSelection(text) == expected)
  }

  /// A misspelled value would show no socket, as if the namespace had none.
  @Test(arguments: [
    "", "web,", "0", "net:[x]", "container:", "pod:web", "/run/netns/web", "99999999999999999999",
  ])
  func invalidValuesAreRefused(text: String) {
    #expect(throws: FilterTextError.self) { try NamespaceSelection(text) }
  }

  /// A namespace without a process would be missing, or one with a blank in its path could not be entered.
  @Test func mountedNamespacesAreFound() {
    let text = """
      22 29 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
      301 28 0:4 net:[4026532281] /run/netns/web rw shared:99 - nsfs nsfs rw
      302 28 0:4 mnt:[4026532282] /run/snapd/ns/a.mnt rw - nsfs nsfs rw
      303 28 0:4 net:[4026532283] /run/my\\040dir/netns/b rw - nsfs nsfs rw

      """
    let mounts = Array(text.utf8).span.namespaceMounts
    #expect(mounts.map(\.inode) == [4_026_532_281, 4_026_532_283])
    #expect(
      mounts.map { String(decoding: $0.path, as: UTF8.self) }
        == ["/run/netns/web", "/run/my dir/netns/b"])
  }

  /// The sockets of a container would appear as closed and opened at each update in which another container
  /// starts or ends, or those of a new container as the same as those of one that has ended.
  @Test func numbersOfNamespacesStay() {
    func entry(_ inode: UInt64) -> NamespaceCatalog.Entry {
      NamespaceCatalog.Entry(
        key: .inode(inode), files: nil,
        namespace: NetworkNamespace(inode: inode, names: [], pid: nil, isOwn: inode == 1),
        isStandard: false, handles: [], processes: [])
    }
    var numbers = NamespaceNumbers()
    func assign(_ inodes: UInt64...) -> [UInt16] {
      numbers.assign(inodes.map(entry)).entries.map(\.number)
    }
    #expect(assign(1, 5, 7) == [0, 1, 2])
    #expect(assign(1, 7, 9) == [0, 2, 3])
    #expect(assign(1, 2, 9) == [0, 1, 3])
    #expect(assign(1, 2, 8, 9) == [0, 1, 2, 3])
    // The namespaces beyond the last number are reported, and the others keep theirs.
    let many = numbers.assign((1...65_540).map(entry))
    #expect(many.entries.count == 65_535 && Set(many.entries.map(\.number)).count == 65_535)
    #expect(many.excess.count == 5)
  }
}
