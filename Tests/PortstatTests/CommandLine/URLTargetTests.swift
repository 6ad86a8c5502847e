import Testing

@testable import portstat

/// URLs, which users paste from a browser or a configuration.
@Suite struct URLTargetTests {
  @Test(arguments: [
    ("http://localhost:9090/a/b?c=d:1", "localhost:9090"), ("https://[::1]/", "[::1]:https"),
    ("HTTP://127.0.0.1", "127.0.0.1:http"), ("ssh://git@10.0.0.9:2222", "10.0.0.9:2222"),
    ("redis://:pw@127.0.0.1:6380/0", "127.0.0.1:6380"), ("http://[fe80::1]:80/", "[fe80::1]:80"),
  ])
  func theHostAndPortAreASelector(url: String, selector: String) {
    #expect(URLTarget.selector(url) == selector)
  }

  /// Other words must keep their own error.
  @Test(arguments: [
    "localhost:80", "10.0.0.0/8", "file:///etc", "://", "a//b", "1://x", "tcp/80", "",
  ])
  func otherWordsAreNotURLs(word: String) {
    #expect(URLTarget.selector(word) == nil)
  }
}
