import Testing

@testable import SocketInspector

@Suite struct ControlGroupTests {
  /// What a path names, in one line: `unit; runtime ID or name; pod`.
  private func parts(_ path: String) -> String {
    let group = ControlGroup(path: Array(path.utf8))
    #expect(group.path == path)
    let unit = (group.isUserUnit ? "user " : "") + (group.unit ?? "-")
    var container = "-"
    if let found = group.container {
      container = "\(found.runtime?.rawValue ?? "?") \(found.name ?? found.id ?? "")"
      #expect(found.labelBytes.count <= max(12, found.nameBytes?.count ?? 0))
    }
    return "\(unit); \(container); \(group.pod?.id ?? "-")"
  }

  /// A service would be shown as another, or a socket of a user as one of the system.
  @Test(
    arguments: [
      ("/", "-"), ("/system.slice/ssh.service", "ssh.service"), ("/init.scope", "init.scope"),
      ("/system.slice/ssh.socket", "ssh.socket"), ("/system.slice", "-"),
      ("/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service"),
      ("/system.slice/nginx.service/worker", "nginx.service"),
      ("/system.slice/dev-disk\\x2dby.swap", "dev-disk\\x2dby.swap"),
      ("/system.slice/_cgroup.service", "cgroup.service"),
      ("/user.slice/user-1000.slice/session-3.scope", "session-3.scope"),
      ("/user.slice/user-1000.slice/user@1000.service/init.scope", "user@1000.service"),
      (
        "/user.slice/user-1000.slice/user@1000.service/app.slice/web.service",
        "user web.service"
      ),
      ("/machine.slice/machine-qemu\\x2d1\\x2ddb.scope", "machine-qemu\\x2d1\\x2ddb.scope"),
      ("/../../system.slice/cron.service", "cron.service"), ("/.service", "-"),
      ("/a:b/c.service", "c.service"), ("", "-"),
    ])
  func theUnitIsTheInnermostOne(path: String, expected: String) {
    #expect(parts(path) == "\(expected); -; -")
  }

  static let id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  private static let other = String(id.reversed())
  private static let uid = "4ad7ee62-5d3a-4ac4-9a51-c6d4f3a2b1c0"
  private static let escapedUID = "4ad7ee62_5d3a_4ac4_9a51_c6d4f3a2b1c0"
  private static let staticUID = "0123456789abcdef0123456789abcdef"

  /// Every shape that container engines are known to use. A container would be missing, or have the name of
  /// another.
  @Test(
    arguments: [
      ("/docker/\(id)", "-; docker \(id); -"),
      ("/docker/\(other)/docker/\(id)", "-; docker \(id); -"),
      ("/system.slice/docker-\(id).scope", "-; docker \(id); -"),
      ("/system.slice/docker-\(id).scope/system.slice/app.service", "-; docker \(id); -"),
      (
        "/user.slice/user-1000.slice/user@1000.service/docker.service/docker-\(id).scope",
        "user docker.service; docker \(id); -"
      ),
      ("/kubepods/pod\(uid)/\(id)", "-; ? \(id); \(uid)"),
      ("/kubepods/burstable/pod\(uid)/\(id)", "-; ? \(id); \(uid)"),
      ("/kubepods/besteffort/pod\(staticUID)/\(id)", "-; ? \(id); \(staticUID)"),
      (
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod\(escapedUID).slice/"
          + "cri-containerd-\(id).scope", "-; containerd \(id); \(uid)"
      ),
      (
        "/kubepods.slice/kubepods-pod\(escapedUID).slice/crio-\(id).scope",
        "-; cri-o \(id); \(uid)"
      ),
      (
        "/kubepods.slice/kubepods-pod\(staticUID).slice/docker-\(id).scope",
        "-; docker \(id); \(staticUID)"
      ),
      (
        "/docker/\(other)/kubelet.slice/kubelet-kubepods.slice/"
          + "kubelet-kubepods-pod\(escapedUID).slice/cri-containerd-\(id).scope",
        "-; containerd \(id); \(uid)"
      ),
      (
        "/system.slice/containerd.service/kubepods-besteffort-pod\(escapedUID).slice"
          + ":cri-containerd:\(id)", "containerd.service; containerd \(id); \(uid)"
      ),
      (
        "/kubepods.slice/kubepods-pod\(escapedUID).slice/crio-conmon-\(id).scope",
        "crio-conmon-\(id).scope; -; \(uid)"
      ),
      ("/machine.slice/libpod-\(id).scope", "-; podman \(id); -"),
      ("/machine.slice/libpod-\(id).scope/container", "-; podman \(id); -"),
      (
        "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-\(id).scope/container",
        "user@1000.service; podman \(id); -"
      ),
      (
        "/machine.slice/machine-libpod_pod_\(other).slice/libpod-\(id).scope",
        "-; podman \(id); \(other)"
      ),
      (
        "/user.slice/user-1.slice/user@1.service/user.slice/user-libpod_pod_\(other).slice"
          + "/libpod-\(id).scope", "user@1.service; podman \(id); \(other)"
      ),
      ("/machine.slice/libpod-conmon-\(id).scope", "libpod-conmon-\(id).scope; -; -"),
      ("/libpod_parent/libpod-\(id)", "-; podman \(id); -"),
      ("/libpod_parent/libpod-conmon-\(id)", "-; -; -"),
      ("/system.slice/web.service/libpod-payload-\(id)", "web.service; podman \(id); -"),
      ("/system.slice/nerdctl-\(id).scope", "-; nerdctl \(id); -"),
      ("/system.slice/runc-\(id).scope", "-; runc \(id); -"),
      ("/lxc/web", "-; lxc web; -"), ("/lxc/web/system.slice/ssh.service", "-; lxc web; -"),
      ("/lxc.payload/web", "-; lxc web; -"), ("/lxc.payload.web", "-; lxc web; -"),
      ("/lxc.payload.web/system.slice/ssh.service", "-; lxc web; -"),
      ("/lxc.monitor.web", "-; -; -"), ("/lxc.monitor/web", "-; -; -"), ("/lxc", "-; -; -"),
      ("/machine.slice/machine-web.scope/payload", "-; nspawn web; -"),
      ("/machine.slice/machine-my\\x2dweb.scope", "-; nspawn my-web; -"),
      (
        "/machine.slice/systemd-nspawn@web.service/payload/system.slice/a.service",
        "systemd-nspawn@web.service; nspawn web; -"
      ),
      ("/machine.slice/machine-lxc\\x2d7\\x2dold.scope", "-; libvirt old; -"),
      ("/ecs/7d3c5e1a/\(id)", "-; ? \(id); -"),
      ("/../\(id)", "-; ? \(id); -"),
    ])
  func containersAndPodsAreFound(path: String, expected: String) {
    #expect(parts(path) == expected)
  }

  /// Any long hexadecimal name would be taken for a container.
  @Test(
    arguments: [
      "/docker/\(id)0", "/docker/\(id.dropLast())", "/x\(id)", "/docker/\(id.uppercased())",
      "/system.slice/\(id).service", "/pod\(uid)", "/kubepods/pod12",
      "/kubepods.slice/kubepods-pod.slice", "/machine.slice/machine-.scope", "/lxc.payload.",
      "/memory/process_api/\(staticUID)",
    ])
  func otherPathsNameNoContainer(path: String) {
    let group = ControlGroup(path: Array(path.utf8))
    #expect(group.container == nil && group.pod == nil)
  }

  /// A name with a wrong escape would make the program read beyond its end, or lose the name.
  @Test(arguments: [
    ("a\\x2", "a\\x2"), ("a\\x", "a\\x"), ("\\x2d", "-"), ("a\\xzzb", "a\\xzzb"),
    ("\\\\x2d", "\\-"),
    ("a\\x+1", "a\\x+1"),
  ])
  func escapesAreUndone(escaped: String, name: String) {
    let group = ControlGroup(path: Array("/machine.slice/machine-\(escaped).scope".utf8))
    #expect(group.container?.name == name)
  }
}
