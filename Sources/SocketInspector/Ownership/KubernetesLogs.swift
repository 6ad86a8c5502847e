/// The names that the kubelet gives to the log files of containers and pods: `/var/log/containers` and
/// `/var/log/pods`.
struct KubernetesLogs {
  /// The names of the links `POD_NAMESPACE_CONTAINER-ID.log`, by ID.
  private var containers: [[UInt8]: [ArraySlice<UInt8>]] = [:]
  /// The names of the directories `NAMESPACE_POD_UID`, by UID.
  private var pods: [[UInt8]: [ArraySlice<UInt8>]] = [:]

  /// - Parameter root: The root directory of the machine; nil if it is not this one.
  init(root: String?) {
    guard let root else { return }
    for name in Self.names(in: "\(root)var/log/containers") { addContainer(name) }
    for name in Self.names(in: "\(root)var/log/pods") { addPod(name) }
  }

  private mutating func addContainer(_ name: [UInt8]) {
    let ending = Array(".log".utf8)
    guard name.suffix(ending.count).elementsEqual(ending) else { return }
    let stem = name.dropLast(ending.count)
    let id = stem.suffix(64)
    guard id.count == 64, stem.dropLast(64).last == UInt8(ascii: "-") else { return }
    let parts = stem.dropLast(65).split(separator: UInt8(ascii: "_"))
    if parts.count == 3 { containers[Array(id)] = parts }
  }

  private mutating func addPod(_ name: [UInt8]) {
    let parts = name.split(separator: UInt8(ascii: "_"))
    if parts.count == 3 { pods[Array(parts[2])] = parts }
  }

  private static func names(in path: String) -> [[UInt8]] {
    (try? Directory(path).names()) ?? []
  }

  /// The name of a container within its pod.
  func containerName(of id: [UInt8]) -> [UInt8]? { containers[id].map { Array($0[2]) } }

  /// The name of a pod, as `NAMESPACE/NAME`.
  ///
  /// - Parameters:
  ///   - id: The UID.
  ///   - container: The ID of one of its containers.
  func podName(of id: [UInt8], container: [UInt8]?) -> [UInt8]? {
    let slash = [UInt8(ascii: "/")]
    if let parts = pods[id] { return parts[0] + slash + parts[1] }
    guard let container, let parts = containers[container] else { return nil }
    return parts[1] + slash + parts[0]
  }
}
