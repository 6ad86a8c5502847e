// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in CI, which sets this variable. Elsewhere, a new warning of a newer compiler must
/// not break a build.
let warnings: [SwiftSetting] =
  Context.environment["PORTSTAT_WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// Settings of sources: unsafe code has to be marked.
let strict: [SwiftSetting] =
  warnings + [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]

/// Settings of tests, which may use Foundation and C without marks.
let tests: [SwiftSetting] =
  warnings + [
    .enableUpcomingFeature("ExistentialAny")
  ]

let package = Package(
  name: "portstat",
  products: [
    .library(name: "SocketInspector", targets: ["SocketInspector"]),
    .executable(name: "portstat", targets: ["Main"]),
  ],
  targets: [
    .systemLibrary(name: "CLinux"),
    .target(name: "SocketInspector", dependencies: ["CLinux"], swiftSettings: strict),
    // The whole program except its main function, so that tests and benchmarks can link it.
    .target(
      name: "portstat", dependencies: ["SocketInspector", "CLinux"],
      resources: [.embedInCode("Documents/manual.mdoc")], swiftSettings: strict),
    .executableTarget(name: "Main", dependencies: ["portstat"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["SocketInspector"], path: "Tests/TestSupport",
      swiftSettings: tests),
    .testTarget(
      name: "SocketInspectorTests", dependencies: ["SocketInspector", "TestSupport"],
      swiftSettings: tests),
    .testTarget(
      name: "PortstatTests", dependencies: ["portstat", "Main", "SocketInspector", "TestSupport"],
      swiftSettings: tests),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["AllocationCounter", "portstat", "SocketInspector", "TestSupport"],
      path: "Tests/Benchmarks", exclude: ["compare", "floor.c", "load.c", "measure.c"],
      swiftSettings: tests),
  ],
  swiftLanguageModes: [.v6]
)

// `Tests/Fuzz/run` sets this variable. Other builds leave the fuzz targets out, because libFuzzer
// contains a main function.
if Context.environment["PORTSTAT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["portstat", "SocketInspector", "TestSupport"],
      path: "Tests/Fuzz", exclude: ["run"], swiftSettings: tests))
}
