/// The parts of a control group's path that name a unit, a container or a pod.
///
/// The shapes are those that systemd and container engines give to their groups: docker, containerd, CRI-O, Podman,
/// nerdctl and runc name a group after the ID of the container; LXC and systemd-nspawn after its name.
struct ControlGroupPath {
  private let components: [ArraySlice<UInt8>]
  /// The index of the component that names the container.
  private var containerIndex: Int?
  private(set) var container: Container?

  init(_ path: [UInt8]) {
    components = path.split(separator: UInt8(ascii: "/"))
    // The last one: a container may run others.
    for index in components.indices.reversed() {
      let parent = index > 0 ? components[index - 1] : []
      guard let found = Self.container(components[index], below: parent) else { continue }
      container = found
      containerIndex = index
      return
    }
  }

  /// The innermost unit outside of the container. A container's own service, such as
  /// `systemd-nspawn@web.service`, counts; a scope that an engine creates for it does not.
  var unit: [UInt8]? {
    guard let index = unitIndex else { return nil }
    return Array(Self.unescapedGroup(components[index]))
  }

  /// What a user's manager starts is below `user@UID.service`.
  var isUserUnit: Bool {
    guard let index = unitIndex else { return false }
    return components[..<index].contains { Self.isUserManager($0) }
  }

  /// The user in whose part of the hierarchy the group is: `user-UID.slice`, `user@UID.service`.
  var userID: UInt32? {
    for component in components {
      for (prefix, suffix) in [("user@", ".service"), ("user-", ".slice")]
      where component.starts(with: prefix.utf8) && component.hasSuffix(suffix) {
        let number = component.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        if let userID = UInt32(String(decoding: number, as: UTF8.self)) { return userID }
      }
    }
    return nil
  }

  private var unitIndex: Int? {
    var end = components.count
    if let containerIndex {
      end = containerIndex + (components[containerIndex].hasSuffix(".service") ? 1 : 0)
    }
    guard let index = components[..<end].lastIndex(where: Self.isUnit) else { return nil }
    // The manager itself is in a group of its own.
    let isManager =
      index > 0 && components[index].elementsEqual("init.scope".utf8)
      && Self.isUserManager(components[index - 1])
    return isManager ? index - 1 : index
  }

  /// The innermost pod.
  var pod: Pod? {
    for index in components.indices.reversed() {
      let component = components[index].prefix { $0 != UInt8(ascii: ":") }
      if let id = Self.podmanPod(component) ?? kubernetesPod(component, at: index) {
        return Pod(idBytes: id)
      }
    }
    return nil
  }

  // MARK: Units

  /// The types of units that may have processes or sockets.
  private static let unitTypes = [".service", ".scope", ".socket", ".mount", ".swap"]

  private static func isUnit(_ component: ArraySlice<UInt8>) -> Bool {
    let name = unescapedGroup(component)
    return unitTypes.contains { name.count > $0.utf8.count && name.hasSuffix($0) }
  }

  private static func isUserManager(_ component: ArraySlice<UInt8>) -> Bool {
    component.starts(with: "user@".utf8) && component.hasSuffix(".service")
  }

  /// systemd puts `_` before names that could be mistaken for files of the kernel (`cg_escape` in its
  /// `src/basic/cgroup-util.c`).
  private static func unescapedGroup(_ component: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    component.first == UInt8(ascii: "_") ? component.dropFirst() : component
  }

  // MARK: Containers

  private static func container(
    _ component: ArraySlice<UInt8>, below parent: ArraySlice<UInt8>
  ) -> Container? {
    identifiedContainer(component, below: parent) ?? lxcContainer(component, below: parent)
      ?? machine(component)
  }

  /// `ID`, `docker-ID.scope`, `kubepods-podUID.slice:cri-containerd:ID`.
  private static func identifiedContainer(
    _ component: ArraySlice<UInt8>, below parent: ArraySlice<UInt8>
  ) -> Container? {
    let name = component.withoutSuffix(".scope")
    guard let id = name.trailingID else { return nil }
    var prefix = name.dropLast(id.count)
    // A group of conmon, which watches a container, and has the container's ID in its name.
    if prefix.hasSuffix("conmon-") { return nil }
    let separators = [UInt8(ascii: "-"), UInt8(ascii: ":")]
    guard let separator = prefix.popLast() else {
      return Container(
        idBytes: Array(id), runtime: parent.elementsEqual("docker".utf8) ? .docker : nil)
    }
    guard separators.contains(separator) else { return nil }
    let word = prefix.lastIndex(of: UInt8(ascii: ":")).map { prefix[($0 + 1)...] } ?? prefix
    return Container(idBytes: Array(id), runtime: runtime(word))
  }

  private static func runtime(_ word: ArraySlice<UInt8>) -> Container.Runtime? {
    switch String(decoding: word, as: UTF8.self) {
    case "docker": .docker
    case "cri-containerd": .containerd
    case "crio": .crio
    case "libpod", "libpod-payload": .podman
    case "nerdctl": .nerdctl
    case "runc": .runc
    default: nil
    }
  }

  /// `lxc/NAME`, `lxc.payload/NAME`, `lxc.payload.NAME`.
  private static func lxcContainer(
    _ component: ArraySlice<UInt8>, below parent: ArraySlice<UInt8>
  ) -> Container? {
    let prefix = "lxc.payload."
    if component.starts(with: prefix.utf8), component.count > prefix.utf8.count {
      return named(component.dropFirst(prefix.utf8.count), .lxc)
    }
    let isBelow = ["lxc", "lxc.payload"].contains { parent.elementsEqual($0.utf8) }
    return isBelow ? named(component, .lxc) : nil
  }

  /// Hypervisors of libvirt, whose machines are registered under the same names as containers.
  private static let hypervisors = ["qemu", "xen", "ch", "bhyve", "vz", "test"]

  /// `machine-NAME.scope`, `systemd-nspawn@NAME.service`.
  private static func machine(_ component: ArraySlice<UInt8>) -> Container? {
    if component.starts(with: "systemd-nspawn@".utf8), component.hasSuffix(".service") {
      return named(component.dropFirst(15).withoutSuffix(".service").unescapedUnit, .nspawn)
    }
    guard component.starts(with: "machine-".utf8), component.hasSuffix(".scope") else { return nil }
    let name = component.dropFirst(8).withoutSuffix(".scope").unescapedUnit
    let parts = name.split(separator: UInt8(ascii: "-"), maxSplits: 2)
    guard parts.count == 3, parts[1].allSatisfy({ 0x30...0x39 ~= $0 }) else {
      return named(name, .nspawn)
    }
    // libvirt: driver, number, name.
    let driver = String(decoding: parts[0], as: UTF8.self)
    if hypervisors.contains(driver) { return nil }
    return driver == "lxc" ? named(parts[2], .libvirt) : named(name, .nspawn)
  }

  private static func named(
    _ name: ArraySlice<UInt8>, _ runtime: Container.Runtime
  ) -> Container? {
    name.isEmpty ? nil : Container(idBytes: nil, runtime: runtime, nameBytes: Array(name))
  }

  // MARK: Pods

  /// `machine-libpod_pod_ID.slice`, `user-libpod_pod_ID.slice`.
  private static func podmanPod(_ component: ArraySlice<UInt8>) -> [UInt8]? {
    let name = component.withoutSuffix(".slice")
    guard name.count < component.count, let id = name.trailingID,
      name.dropLast(id.count).hasSuffix("libpod_pod_")
    else { return nil }
    return Array(id)
  }

  /// `kubepods-burstable-podUID.slice`, in which `_` stands for `-`, and `kubepods/burstable/podUID`.
  private func kubernetesPod(_ component: ArraySlice<UInt8>, at index: Int) -> [UInt8]? {
    let slice = component.withoutSuffix(".slice")
    if slice.count < component.count {
      guard component.contains("kubepods"), let start = slice.endOfLast("-pod") else { return nil }
      return Self.podID(slice[start...].map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 })
    }
    guard component.starts(with: "pod".utf8),
      components[..<index].contains(where: { $0.contains("kubepods") })
    else { return nil }
    return Self.podID(Array(component.dropFirst(3)))
  }

  /// A UUID with its hyphens, or 32 hexadecimal digits.
  private static func podID(_ text: [UInt8]) -> [UInt8]? {
    let digits = text.count { $0.isHexadecimalDigit }
    let hyphens = text.count { $0 == UInt8(ascii: "-") }
    return digits == 32 && [0, 4].contains(hyphens) && text.count == digits + hyphens ? text : nil
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }

  fileprivate func withoutSuffix(_ text: String) -> ArraySlice<UInt8> {
    hasSuffix(text) ? dropLast(text.utf8.count) : self
  }

  /// The index after the last occurrence of a text.
  fileprivate func endOfLast(_ text: String) -> Int? {
    let length = text.utf8.count
    return indices.reversed().first { self[$0...].starts(with: text.utf8) }.map { $0 + length }
  }

  fileprivate func contains(_ text: String) -> Bool { endOfLast(text) != nil }

  /// The 64 hexadecimal digits at the end, in lower case; nil without, and if there are more.
  fileprivate var trailingID: ArraySlice<UInt8>? {
    let id = suffix(64)
    guard id.count == 64, id.allSatisfy(\.isHexadecimalDigit),
      dropLast(64).last?.isHexadecimalDigit != true
    else { return nil }
    return id
  }

  /// With the characters for which `\xHH` stands in names of units (systemd.unit(5), "STRING ESCAPING").
  fileprivate var unescapedUnit: ArraySlice<UInt8> {
    var name: [UInt8] = []
    var rest = self
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"),
        let code = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16),
        rest.dropFirst().prefix(2).allSatisfy(\.isHexadecimalDigit), rest.count >= 3
      {
        name.append(code)
        rest = rest.dropFirst(3)
      } else {
        name.append(byte)
      }
    }
    return name[...]
  }
}

extension UInt8 {
  /// Whether this is a digit or a letter from a to f.
  fileprivate var isHexadecimalDigit: Bool { 0x30...0x39 ~= self || 0x61...0x66 ~= self }
}
