import portstat

@main
enum Main {
  static func main() {
    Tool.main()
  }
}
