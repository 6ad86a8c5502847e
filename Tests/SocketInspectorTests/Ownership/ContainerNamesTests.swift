import TestSupport
import Testing

@testable import SocketInspector

@Suite struct ContainerNamesTests {
  private let tree: ProcTree
  private let root: TemporaryDirectory
  private static let id = ControlGroupTests.id
  private static let uid = "4ad7ee62-5d3a-4ac4-9a51-c6d4f3a2b1c0"

  init() throws {
    tree = try ProcTree(empty: ())
    root = try TemporaryDirectory()
  }

  /// The labels of the container and the pod of a process in a group.
  private func labels(_ path: String, pid: Int32? = nil, hasRoot: Bool = true) throws -> [String?] {
    let proc = try ProcFileSystem(tree.path)
    var names = ContainerNames(proc, root: hasRoot ? root.path + "/" : nil) { "/home/u\($0)" }
    var group = ControlGroup(path: Array(path.utf8))
    names.complete(&group, with: pid)
    // What is kept must give the same.
    var again = ControlGroup(path: Array(path.utf8))
    names.complete(&again, with: pid)
    #expect(again == group)
    return [group.container?.labelBytes, group.pod?.labelBytes]
      .map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  private func add(_ pid: Int32, _ name: String, parent: Int32, command: [String] = []) throws {
    try tree.folder.write("\(pid) (\(name)) S \(parent) 1 1\n", to: "\(pid)/stat")
    try tree.folder.write(command.map { $0 + "\0" }.joined(), to: "\(pid)/cmdline")
  }

  /// A container of Podman would be shown by digits that no user remembers.
  @Test func conmonNamesTheContainersOfPodman() throws {
    let path = "/machine.slice/libpod-\(Self.id).scope/container"
    try add(1, "systemd", parent: 0)
    let options = ["--api-version", "1", "-c", Self.id, "-u", Self.id, "-n", "epic_fermat"]
    try add(50, "conmon", parent: 1, command: ["/usr/bin/conmon"] + options)
    try add(60, "nginx", parent: 50)
    try add(61, "nginx", parent: 60)
    #expect(try labels(path, pid: 61) == ["epic_fermat", nil])
    #expect(try labels(path, pid: 60, hasRoot: false) == ["epic_fermat", nil])
    #expect(try labels(path) == ["0123456789ab", nil])
    // One that watches another container, one that is not conmon, and long options.
    try add(50, "conmon", parent: 1, command: ["conmon", "-c", "other", "-n", "wrong"])
    #expect(try labels(path, pid: 61) == ["0123456789ab", nil])
    try add(50, "conman", parent: 1, command: ["conmon"] + options)
    #expect(try labels(path, pid: 61) == ["0123456789ab", nil])
    try add(50, "conmon", parent: 1, command: ["conmon", "--cid=\(Self.id)", "--name=long"])
    #expect(try labels(path, pid: 61) == ["long", nil])
    try add(50, "conmon", parent: 1, command: ["conmon", "-c", Self.id, "-n"])
    #expect(try labels(path, pid: 61) == ["0123456789ab", nil])
  }

  /// The name of a volume or a network would be taken for that of the container.
  @Test(
    arguments: [
      (#"{"ID":"0","Name":"/web"}"#, "web"),
      (
        #"{"Config":{"Name":"/wrong","Env":["Name","}"]},"MountPoints":{"/d":{"Name":"v"}},"#
          + #""X":"Name", "Name" : "/my_web.1","Driver":"overlay2"}"#, "my_web.1"
      ),
      (#"{"a\"b":"{","Name":"/x"}"#, "x"), (#"{"Name":null,"Other":"/x"}"#, "0123456789ab"),
      (#"{"Name":"/"}"#, "0123456789ab"), (#"{"Name":"/a\u0000"}"#, "0123456789ab"),
      (#"{"Name":"/web"#, "0123456789ab"), ("", "0123456789ab"), (#"{"Name""#, "0123456789ab"),
      (#"["Name","/x"]"#, "0123456789ab"),
    ])
  func aFileNamesTheContainersOfDocker(json: String, expected: String) throws {
    try root.write(json, to: "var/lib/docker/containers/\(Self.id)/config.v2.json")
    for path in ["/docker/\(Self.id)", "/system.slice/docker-\(Self.id).scope"] {
      #expect(try labels(path) == [expected, nil])
      #expect(try labels(path, hasRoot: false) == ["0123456789ab", nil])
    }
    #expect(try labels("/lxc/web") == ["web", nil])
  }

  /// Containers that a user runs without root would be shown by digits, or by the names of another user's.
  @Test func containersOfUsersHaveTheirNames() throws {
    let json = #"{"Name":"/mine"}"#
    try root.write(
      json, to: "home/u1000/.local/share/docker/containers/\(Self.id)/config.v2.json")
    let path =
      "/user.slice/user-1000.slice/user@1000.service/docker.service/docker-\(Self.id).scope"
    #expect(try labels(path) == ["mine", nil])
    #expect(
      try labels("/user.slice/user-1000.slice/session-1.scope/docker/\(Self.id)") == ["mine", nil])
    #expect(try labels(path, hasRoot: false) == ["0123456789ab", nil])
    #expect(try labels(path.replacing("1000", with: "1001")) == ["0123456789ab", nil])
    #expect(try labels("/docker/\(Self.id)") == ["0123456789ab", nil])
    // A user can put anything there.
    let folder = "home/u7/.local/share/docker/containers/\(Self.id)"
    try root.link("\(folder)/config.v2.json", to: "/dev/zero")
    #expect(try labels("/user@7.service/docker-\(Self.id).scope") == ["0123456789ab", nil])
  }

  /// Containers of nerdctl would be shown by digits that no user remembers, or by the name of another container.
  @Test func filesNameTheContainersOfNerdctl() throws {
    let path = "/system.slice/nerdctl-\(Self.id).scope"
    let other = String(Self.id.reversed())
    try root.write(other, to: "var/lib/nerdctl/1935db59/names/default/db")
    try root.write(Self.id, to: "var/lib/nerdctl/1935db59/names/shop/web")
    try root.write("", to: "var/lib/nerdctl/1935db59/names/shop/empty")
    #expect(try labels(path) == ["web", nil])
    #expect(try labels("/shop/\(Self.id)") == ["web", nil])
    #expect(try labels("/system.slice/nerdctl-\(other).scope") == ["db", nil])
    #expect(try labels(path, hasRoot: false) == ["0123456789ab", nil])
    try root.write(Self.id, to: "home/u5/.local/share/nerdctl/1935db59/names/default/mine")
    #expect(
      try labels("/user.slice/user-5.slice/user@5.service/nerdctl-\(Self.id).scope") == [
        "mine", nil,
      ])
  }

  /// A pod would be shown by its UID.
  @Test func logsNameThePodsOfKubernetes() throws {
    let escaped = Self.uid.replacing("-", with: "_")
    let path = "/kubepods.slice/kubepods-pod\(escaped).slice/cri-containerd-\(Self.id).scope"
    #expect(try labels(path) == ["0123456789ab", Self.uid])
    try root.write("", to: "var/log/containers/web-7d4_shop_nginx-\(Self.id).log")
    try root.write("", to: "var/log/containers/other_\(Self.id).log")
    #expect(try labels(path) == ["nginx", "shop/web-7d4"])
    try root.write("", to: "var/log/pods/shop_web-7d4_\(Self.uid)/nginx/0.log")
    #expect(try labels("/kubepods/burstable/pod\(Self.uid)") == [nil, "shop/web-7d4"])
    #expect(try labels(path, hasRoot: false) == ["0123456789ab", Self.uid])
  }
}
