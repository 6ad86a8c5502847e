// swift-tools-version: 6.2
import PackageDescription

/// What every target is built with: a warning is an error, and unsafe code has to say so.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "portstat",
  products: [
    .library(name: "SocketInspector", targets: ["SocketInspector"]),
    .executable(name: "portstat", targets: ["portstat"]),
  ],
  targets: [
    .systemLibrary(name: "CLinux"),
    .target(name: "SocketInspector", dependencies: ["CLinux"], swiftSettings: strict),
    .executableTarget(
      name: "portstat", dependencies: ["SocketInspector", "CLinux"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
