import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// Paths of control groups, which any user with a group of its own can choose.
  static let controlGroups = FuzzTarget(name: "control-groups") { path in
    let group = ControlGroup(path: path)
    require(group.pathBytes, is: path, "path")
    let components = path.split(separator: UInt8(ascii: "/")).map(Array.init)
    if let unit = group.unitBytes {
      require(
        components.contains { $0 == unit || $0 == [UInt8(ascii: "_")] + unit }, "unit \(unit)")
      require(unit.contains(UInt8(ascii: ".")), "type of unit \(unit)")
    } else {
      require(!group.isUserUnit, "user unit")
    }
    if let container = group.container {
      require(!container.labelBytes.isEmpty, "label")
      if let id = container.idBytes {
        require(id.count, is: 64, "length of an ID")
        require(id.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }, "digits of an ID")
        let shown = components.contains { component in
          component.indices.contains { component[$0...].starts(with: id) }
        }
        require(shown, "ID in the path")
      } else {
        require(container.nameBytes?.isEmpty == false, "name")
      }
    }
    if let pod = group.pod { require([32, 36, 64].contains(pod.idBytes.count), "ID of a pod") }
    // The same file with a mark, or between others, names the same group.
    if path.contains(UInt8(ascii: "\n")) || path.withoutDeletedMark != path { return }
    let file = Array("9:cpu:/\n0::".utf8) + path + Array(" (deleted)\n1:name=systemd:/\n".utf8)
    if path != [UInt8(ascii: "/")] { require(file.span.controlGroup, is: path, "file") }
  } seeds: {
    let id = String(repeating: "0123456789abcdef", count: 4)
    let uid = "4ad7ee62_5d3a_4ac4_9a51_c6d4f3a2b1c0"
    return [
      "/", "/init.scope", "/system.slice/ssh.service", "/docker/\(id)/docker/\(id)",
      "/user.slice/user-1000.slice/user@1000.service/app.slice/_web.service",
      "/system.slice/docker-\(id).scope", "/machine.slice/libpod-conmon-\(id).scope",
      "/kubepods.slice/kubepods-burstable-pod\(uid).slice/cri-containerd-\(id).scope",
      "/kubepods/besteffort/pod0123456789abcdef0123456789abcdef/\(id)",
      "/system.slice/containerd.service/kubepods-pod\(uid).slice:cri-containerd:\(id)",
      "/machine.slice/machine-libpod_pod_\(id).slice/libpod-\(id).scope/container",
      "/lxc/web/init.scope", "/lxc.payload.web", "/lxc.monitor.web",
      "/machine.slice/machine-a\\x2db.scope/payload",
      "/machine.slice/machine-qemu\\x2d1\\x2dvm.scope", "/systemd-nspawn@web.service",
    ].map { Array($0.utf8) }
  }
}
