internal import CPango

/// Sets text in the one font of printed documents, whose glyphs are those that Hong Kong writes.
@safe final class TypeSetter {
    /// Its Latin letters are used too, so that the two languages stand on one line.
    static let family = "Noto Sans CJK HK"

    /// How a text looks.
    struct Style: Hashable {
        /// Points.
        var size: Double
        var isBold = false
        var colour = Colour.black
    }

    fileprivate let context: OpaquePointer

    /// - Throws: `PrintingError.fontMissing`.
    init() throws(PrintingError) {
        let map = unsafe pango_cairo_font_map_new()
        unsafe context = pango_font_map_create_context(map)
        unsafe g_object_unref(UnsafeMutableRawPointer(map))
        // A point is a unit of the page, and no metric depends on a screen.
        unsafe pango_cairo_context_set_resolution(context, 72)
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
        unsafe pango_context_set_language(context, pango_language_from_string("zh-hk"))
        guard hasFont() else { throw .fontMissing(Self.family) }
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(context)) }

    private func hasFont() -> Bool {
        let wanted = unsafe Self.description(Style(size: 10))
        defer { unsafe pango_font_description_free(wanted) }
        guard let font = unsafe pango_context_load_font(context, wanted) else { return false }
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(font)) }
        let found = unsafe pango_font_describe(font)
        defer { unsafe pango_font_description_free(found) }
        guard let name = unsafe pango_font_description_get_family(found) else { return false }
        return unsafe String(cString: name) == Self.family
    }

    fileprivate static func description(_ style: Style) -> OpaquePointer? {
        let description = unsafe pango_font_description_new()
        unsafe pango_font_description_set_family(description, family)
        unsafe pango_font_description_set_absolute_size(
            description, style.size * Double(PANGO_SCALE))
        unsafe pango_font_description_set_weight(
            description, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        return unsafe description
    }
}

/// Red, green and blue from 0 to 1.
struct Colour: Hashable {
    var red: Double
    var green: Double
    var blue: Double

    init(_ hex: UInt32) {
        red = Double(hex >> 16 & 255) / 255
        green = Double(hex >> 8 & 255) / 255
        blue = Double(hex & 255) / 255
    }

    static let black = Colour(0x111111)
    static let grey = Colour(0x555555)
    static let rule = Colour(0xBBBBBB)
    static let shade = Colour(0xEEEEEE)
}

/// A text laid out to a width, line by line: so that it can go on over the end of a page.
@safe final class TextBlock {
    /// A line: points from the top of the block.
    struct Line {
        var top: Double
        var height: Double
        var baseline: Double
        /// From the left edge, where it is set to the right or to the middle.
        var indent: Double
        var width: Double
    }

    enum Alignment {
        case left, right, middle
    }

    let text: String
    let lines: [Line]
    let colour: Colour
    private let layout: OpaquePointer

    /// Sets a text; without a width, on one line a paragraph.
    init(
        _ text: String, _ style: TypeSetter.Style, _ setter: TypeSetter, width: Double? = nil,
        alignment: Alignment = .left
    ) {
        self.text = text
        colour = style.colour
        unsafe layout = pango_layout_new(setter.context)
        let description = unsafe TypeSetter.description(style)
        unsafe pango_layout_set_font_description(layout, description)
        unsafe pango_font_description_free(description)
        if let width {
            unsafe pango_layout_set_width(layout, Int32((width * Double(PANGO_SCALE)).rounded(.up)))
            unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        }
        unsafe pango_layout_set_alignment(
            layout,
            alignment == .left
                ? PANGO_ALIGN_LEFT : alignment == .right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER)
        // Ligatures would be found by no search: a reader copies them as one letter.
        let attributes = unsafe pango_attr_list_new()
        unsafe pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"))
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_attr_list_unref(attributes)
        unsafe pango_layout_set_text(layout, printable(text), -1)
        unsafe lines = Self.lines(of: layout)
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// The width of its longest line.
    var width: Double { lines.map(\.width).max() ?? 0 }
    /// The height of all its lines.
    var height: Double { lines.map(\.height).reduce(0, +) }

    /// Draws a line with its top left corner at a place.
    func draw(line: Int, _ context: OpaquePointer?, x: Double, y: Double) {
        let place = lines[line]
        unsafe cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
        unsafe cairo_move_to(context, x + place.indent, y + place.baseline - place.top)
        unsafe pango_cairo_show_layout_line(
            context, pango_layout_get_line_readonly(layout, Int32(line)))
    }

    private static func lines(of layout: OpaquePointer) -> [Line] {
        let scale = Double(PANGO_SCALE)
        guard let iterator = unsafe pango_layout_get_iter(layout) else { return [] }
        defer { unsafe pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        repeat {
            var extent = PangoRectangle()
            unsafe pango_layout_iter_get_line_extents(iterator, nil, &extent)
            let baseline = unsafe pango_layout_iter_get_baseline(iterator)
            lines.append(
                Line(
                    top: Double(extent.y) / scale, height: Double(extent.height) / scale,
                    baseline: Double(baseline) / scale, indent: Double(extent.x) / scale,
                    width: Double(extent.width) / scale))
        } while unsafe pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}

/// A text without what no font and no file format can hold.
func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
        result.append(isControl || scalar.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : scalar)
    }
    return String(result)
}
