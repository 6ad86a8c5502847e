/// Finds the names of containers and pods where files or command lines tell them. No daemon is asked, and no
/// program is started.
struct ContainerNames {
  private let tree: ProcFileSystem
  /// The root directory of the machine that the tree belongs to; nil if that is another machine.
  private let root: String?
  private var ancestry: AncestryReader
  /// The names that were searched, by the IDs of containers; nil for one that was not found.
  private var names: [[UInt8]: [UInt8]?] = [:]
  /// The names of the directory of Kubernetes's logs, once they are needed.
  private var logs: KubernetesLogs?
  /// The names of nerdctl's containers by their IDs, by the folder, once they are needed.
  private var nerdctlNames: [String: [[UInt8]: [UInt8]]] = [:]
  private let home: (UInt32) -> String?

  /// - Parameters:
  ///   - root: nil for the root directory if the tree is that of this machine.
  ///   - home: Looks up the home directory of a user.
  init(
    _ tree: ProcFileSystem, root: String? = nil,
    home: @escaping (UInt32) -> String? = UserDatabase.home
  ) {
    self.tree = tree
    ancestry = AncestryReader(tree)
    self.root = root ?? (tree.isGiven ? nil : "/")
    self.home = home
  }

  /// Sets the name of the container and of the pod, if they have no name yet.
  ///
  /// - Parameter pid: A process in the group; nil if none is known.
  mutating func complete(_ group: inout ControlGroup, with pid: Int32?) {
    if let container = group.container, container.nameBytes == nil, let id = container.idBytes {
      let found = name(id, container.runtime, group, pid)
      group.container?.nameBytes = found
    }
    if let pod = group.pod, pod.nameBytes == nil, pod.idBytes.count < 64 {
      let name = kubernetesLogs.podName(of: pod.idBytes, container: group.container?.idBytes)
      group.pod?.nameBytes = name
    }
  }

  private mutating func name(
    _ id: [UInt8], _ runtime: Container.Runtime?, _ group: ControlGroup, _ pid: Int32?
  ) -> [UInt8]? {
    if let known = names[id] { return known }
    var name: [UInt8]?
    let user = ControlGroupPath(group.pathBytes).userID
    switch runtime {
    case .podman: name = monitoredName(id, pid)
    case .docker: name = dockerName(id, user)
    case .nerdctl: name = nerdctlName(id, user)
    default: break
    }
    // Those of a pod of Kubernetes, whichever engine runs it.
    if name == nil, let pod = group.pod, pod.idBytes.count < 64 {
      name = kubernetesLogs.containerName(of: id)
    }
    if name == nil, runtime == nil { name = dockerName(id, user) ?? nerdctlName(id, user) }
    names[id] = .some(name)
    return name
  }

  /// The name in the command line of conmon, which starts and watches the containers of Podman.
  private mutating func monitoredName(_ id: [UInt8], _ pid: Int32?) -> [UInt8]? {
    guard let pid, let process = try? tree.process(pid),
      let parents = ancestry.parents(of: process, pid: pid)
    else { return nil }
    for ancestor in parents where ancestor.nameBytes == Array("conmon".utf8) {
      let command = tree.details(of: ancestor.pid, .command).commandBytes ?? []
      if Self.value(of: ["-c", "--cid"], in: command) == id {
        return Self.value(of: ["-n", "--name"], in: command)
      }
    }
    return nil
  }

  /// The value of an option: the next argument, or what follows `=`.
  private static func value(of names: [String], in command: [[UInt8]]) -> [UInt8]? {
    for (index, word) in command.enumerated() {
      for name in names {
        if word.elementsEqual(name.utf8) {
          return index + 1 < command.count ? command[index + 1] : nil
        }
        let prefix = name + "="
        if word.starts(with: prefix.utf8) { return Array(word.dropFirst(prefix.utf8.count)) }
      }
    }
    return nil
  }

  /// The name in Docker's own file about a container, which only root may read, or the user whose daemon runs it.
  private func dockerName(_ id: [UInt8], _ user: UInt32?) -> [UInt8]? {
    let name = String(decoding: id, as: UTF8.self)
    let file = "containers/\(name)/config.v2.json"
    for folder in folders(
      ["var/lib/docker", "var/snap/docker/common/var-lib-docker"], "docker", user)
    {
      if let json = try? Directory(folder).contents(ofRegularFile: file, limit: 1 << 20) {
        return DockerConfiguration.name(in: json)
      }
    }
    return nil
  }

  /// The name of the file in which nerdctl keeps the ID of a container: `names/NAMESPACE/NAME` in a folder for each
  /// containerd (its `pkg/namestore`).
  private mutating func nerdctlName(_ id: [UInt8], _ user: UInt32?) -> [UInt8]? {
    for folder in folders(["var/lib/nerdctl"], "nerdctl", user) {
      let names = nerdctlNames[folder] ?? NerdctlNames.names(in: folder)
      nerdctlNames[folder] = names
      if let name = names[id] { return name }
    }
    return nil
  }

  /// The folders in which an engine may keep its data: those of the user who runs it without root, and of the system.
  private func folders(_ system: [String], _ name: String, _ user: UInt32?) -> [String] {
    guard let root else { return [] }
    let home = user.flatMap(home)?.drop { $0 == "/" }
    return (home.map { ["\(root)\($0)/.local/share/\(name)"] } ?? []) + system.map { root + $0 }
  }

  private var kubernetesLogs: KubernetesLogs {
    mutating get {
      if let logs { return logs }
      let found = KubernetesLogs(root: root)
      logs = found
      return found
    }
  }
}
