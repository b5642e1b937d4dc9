internal import Core

/// One chart as an SVG element: axes, ticks, and what is drawn between them.
struct SVGChart {
  static let width = 900.0
  static let height = 220.0
  private static let left = 84.0
  private static let right = 12.0
  private static let top = 12.0
  private static let bottom = 26.0

  /// A dot on a chart with the text that a pointer brings up.
  struct Dot {
    let x: Double
    let y: Double
    let style: String
    let title: String
  }

  private let x: ChartScale
  private let y: ChartScale
  /// Written behind each figure of the axis across.
  private let unit: String
  private var body = ""

  /// A chart whose axes cover these values.
  init(x xs: some Sequence<Double>, y ys: some Sequence<Double>, unit: String = "") {
    self.unit = unit
    x = ChartScale(xs, from: Self.left, to: Self.width - Self.right, padding: 0)
    y = ChartScale(ys, from: Self.height - Self.bottom, to: Self.top)
    drawAxes()
  }

  /// A line through points in order of x; `isStepped` holds each value to the next point.
  mutating func line(_ points: [(Double, Double)], style: String, isStepped: Bool = false) {
    guard let first = points.first else { return }
    var path = "M\(at(first.0, first.1))"
    for point in points.dropFirst() {
      if isStepped { path += "H\(text(x.place(point.0)))" }
      path += isStepped ? "V\(text(y.place(point.1)))" : "L\(at(point.0, point.1))"
    }
    body += "<path class=\"\(style)\" d=\"\(path)\"/>\n"
  }

  /// Dots.
  mutating func dots(_ dots: [Dot]) {
    for dot in dots {
      body +=
        "<circle class=\"\(dot.style)\" cx=\"\(text(x.place(dot.x)))\" "
        + "cy=\"\(text(y.place(dot.y)))\" r=\"2.5\"><title>\(Markup.escaped(dot.title))</title>"
        + "</circle>\n"
    }
  }

  /// Bars of equal width from zero up.
  mutating func bars(_ values: [(from: Double, to: Double, height: Double)], style: String) {
    for bar in values {
      let (x0, x1, y0) = (x.place(bar.from), x.place(bar.to), y.place(bar.height))
      body +=
        "<rect class=\"\(style)\" x=\"\(text(x0))\" y=\"\(text(y0))\" "
        + "width=\"\(text(max(0.5, x1 - x0 - 1)))\" height=\"\(text(y.place(0) - y0))\"/>\n"
    }
  }

  /// The element.
  var svg: String {
    "<svg viewBox=\"0 0 \(text(Self.width)) \(text(Self.height))\" role=\"img\">\n\(body)</svg>\n"
  }

  private mutating func drawAxes() {
    let (values, digits) = y.ticks(about: 5)
    for value in values {
      let place = text(y.place(value))
      body +=
        "<path class=\"grid\" d=\"M\(text(Self.left)) \(place)H\(text(Self.width - Self.right))\"/>"
        + "<text x=\"\(text(Self.left - 6))\" y=\"\(place)\" dy=\"4\" text-anchor=\"end\">"
        + "\(FigureText.fixed(value, digits: digits))</text>\n"
    }
    let across = x.ticks(about: 8)
    for value in across.values {
      body +=
        "<text x=\"\(text(x.place(value)))\" y=\"\(text(Self.height - 8))\" "
        + "text-anchor=\"middle\">\(FigureText.fixed(value, digits: across.digits))\(unit)</text>\n"
    }
  }

  private func at(_ x: Double, _ y: Double) -> String {
    "\(text(self.x.place(x))) \(text(self.y.place(y)))"
  }

  private func text(_ value: Double) -> String { FigureText.fixed(value, digits: 1) }
}

/// Text in a page.
enum Markup {
  /// With what a browser would take for markup spelled out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)  // open set: every other character stands for itself
      }
    }
    return result
  }
}
