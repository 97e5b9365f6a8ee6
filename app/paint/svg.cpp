#include "paint/svg.hpp"

#include "paint/geometry.hpp"
#include "theme/faces.hpp"
#include "theme/utf8.hpp"

#include <stb/stb_truetype.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>

namespace paint {

namespace {

// At most two decimals and no trailing zeros: small files, and the same on every machine.
std::string number(double value) {
    if (!std::isfinite(value)) value = 0;
    double const rounded = std::round(value * 100) / 100;
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", rounded == 0 ? 0.0 : rounded);
    std::string text = buffer;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

bool xml_allows(char32_t c) {
    return c == '\t' || c == '\n' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_icon(char32_t c) { return c >= 0xE000 && c < 0xF900; }

struct Writer {
    theme::Theme const& theme;
    std::string body;
    std::string definitions;
    std::string ids;                    // before the name of each part
    std::map<std::string, int> hatches; // colour -> number of its pattern
    int clips = 0;                      // so far
    int open = 0;                       // now

    // ` name="#rrggbb"`, with opacity if it is not opaque.
    std::string paint(char const* name, Color color) const {
        theme::Rgba const c = resolve(color, theme);
        if (color.none() || c.a == 0) return std::string(" ") + name + "=\"none\"";
        char buffer[96];
        std::snprintf(buffer, sizeof buffer, " %s=\"#%02X%02X%02X\"", name, c.r, c.g, c.b);
        std::string text = buffer;
        if (c.a != 255) {
            text += " ";
            text += name;
            text += "-opacity=\"" + number(c.a / 255.0) + "\"";
        }
        return text;
    }

    std::string attribute(char const* name, double value) const {
        return std::string(" ") + name + "=\"" + number(value) + "\"";
    }

    std::string dash_attribute(bool dashed) const {
        return dashed ? " stroke-dasharray=\"" + number(dash) + " " + number(dash_gap) + "\"" : "";
    }

    int hatch(Color color) {
        std::string const fill = paint("fill", color);
        auto const [it, fresh] = hatches.try_emplace(fill, static_cast<int>(hatches.size()));
        if (fresh) {
            definitions += "<pattern id=\"" + ids + "hatch" + std::to_string(it->second) + "\"" +
                           attribute("width", stripe_period) + attribute("height", stripe_period) +
                           " patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect" +
                           attribute("width", stripe_width) + attribute("height", stripe_period) + fill +
                           "/></pattern>\n";
        }
        return it->second;
    }

    std::string rect(Rect at, float radius) const {
        std::string text = "<rect" + attribute("x", at.x) + attribute("y", at.y) +
                           attribute("width", std::max(at.w, 0.0F)) +
                           attribute("height", std::max(at.h, 0.0F));
        if (radius > 0) text += attribute("rx", radius);
        return text;
    }

    void draw(Box const& box) {
        bool const plain = box.hatch.none();
        if (!box.fill.none() || (plain && !box.stroke.none())) {
            body += rect(box.at, box.radius) + paint("fill", box.fill);
            if (plain && !box.stroke.none())
                body += paint("stroke", box.stroke) + attribute("stroke-width", box.stroke_width) +
                        dash_attribute(box.dashed);
            body += "/>\n";
        }
        if (plain) return;
        body += rect(box.at, box.radius) + " fill=\"url(#" + ids + "hatch" +
                std::to_string(hatch(box.hatch)) + ")\"";
        if (!box.stroke.none())
            body += paint("stroke", box.stroke) + attribute("stroke-width", box.stroke_width) +
                    dash_attribute(box.dashed);
        body += "/>\n";
    }

    static std::string points(std::vector<Point> const& points) {
        std::string text = " points=\"";
        for (Point p : points) text += number(p.x) + "," + number(p.y) + " ";
        text.back() = '"';
        return text;
    }

    void draw(Path const& path) {
        if (path.points.size() < 2) return;
        std::vector<Point> shaft = path.points;
        std::optional<Head> head;
        if (path.arrow) {
            head = arrow_head(path.points, path.width);
            shaft.back() = head->base;
        }
        body += path.closed || !path.fill.none() ? "<polygon" : "<polyline";
        body += points(shaft) + paint("fill", path.fill);
        if (!path.stroke.none())
            body += paint("stroke", path.stroke) + attribute("stroke-width", path.width) +
                    dash_attribute(path.dashed);
        body += "/>\n";
        if (head)
            body += "<polygon" + points({head->tip, head->left, head->right}) + paint("fill", path.stroke) +
                    "/>\n";
    }

    void draw(Circle const& circle) {
        body += "<circle" + attribute("cx", circle.centre.x) + attribute("cy", circle.centre.y) +
                attribute("r", circle.radius) + paint("fill", circle.fill);
        if (!circle.stroke.none())
            body += paint("stroke", circle.stroke) + attribute("stroke-width", circle.stroke_width);
        body += "/>\n";
    }

    // Icons as outlines: nobody who looks at the picture has the icon font.
    void icon(char32_t character, Point at, float size, Color color) {
        stbtt_fontinfo const* const info = theme::outlines(theme::File::fork_awesome);
        stbtt_vertex* vertices = nullptr;
        int const count = stbtt_GetCodepointShape(info, static_cast<int>(character), &vertices);
        double const unit = size / theme::units(theme::File::fork_awesome).per_em;
        auto const place = [&](int x, int y) {
            return number(at.x + x * unit) + " " + number(at.y - y * unit);
        };
        std::string d;
        for (int i = 0; i < count; ++i) {
            stbtt_vertex const& v = vertices[i];
            if (v.type == STBTT_vmove) d += (d.empty() ? "M" : "ZM") + place(v.x, v.y);
            if (v.type == STBTT_vline) d += "L" + place(v.x, v.y);
            if (v.type == STBTT_vcurve) d += "Q" + place(v.cx, v.cy) + " " + place(v.x, v.y);
            if (v.type == STBTT_vcubic)
                d += "C" + place(v.cx, v.cy) + " " + place(v.cx1, v.cy1) + " " + place(v.x, v.y);
        }
        stbtt_FreeShape(info, vertices);
        if (!d.empty()) body += "<path d=\"" + d + "Z\"" + paint("fill", color) + "/>\n";
    }

    void run(Text const& text, std::string_view part, float x) {
        if (part.find_first_not_of(' ') == std::string_view::npos) return;
        bool const mono = text.font == theme::Font::mono;
        body += "<text" + attribute("x", x) + attribute("y", text.at.y) + attribute("font-size", text.size) +
                (mono ? " class=\"m\"" : "") +
                (text.font == theme::Font::semibold ? " font-weight=\"600\"" : "") +
                attribute("textLength", theme::text_width(text.font, text.size, part)) +
                paint("fill", text.color) + ">" + xml_escaped(part) + "</text>\n";
    }

    void draw(Text const& text) {
        if (text.text.empty() || text.color.none()) return;
        std::string const shown =
            text.max_width > 0 ? theme::ellipsis(text.font, text.size, text.text, text.max_width) : text.text;
        float const width = theme::text_width(text.font, text.size, shown);
        float x = text.at.x;
        if (text.align == Align::middle) x -= width / 2;
        if (text.align == Align::end) x -= width;
        std::string_view rest = shown, plain = shown;
        while (!rest.empty()) {
            std::string_view const here = rest;
            char32_t const c = theme::next_character(rest);
            if (!is_icon(c)) continue;
            std::string_view const before = plain.substr(0, plain.size() - here.size());
            run(text, before, x);
            x += theme::text_width(text.font, text.size, before);
            icon(c, {x, text.at.y}, text.size, text.color);
            x += theme::text_width(text.font, text.size, here.substr(0, here.size() - rest.size()));
            plain = rest;
        }
        run(text, plain, x);
    }

    void draw(Clip const& clip) {
        std::string const id = ids + "clip" + std::to_string(clips++);
        definitions += "<clipPath id=\"" + id + "\">" + rect(clip.at, 0) + "/></clipPath>\n";
        body += "<g clip-path=\"url(#" + id + ")\">\n";
        ++open;
    }
    void draw(Unclip) {
        if (open == 0) return;
        body += "</g>\n";
        --open;
    }
};

} // namespace

std::string xml_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        std::string_view const before = text;
        char32_t const c = theme::next_character(text);
        std::string_view const bytes = before.substr(0, before.size() - text.size());
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default:
            if (!xml_allows(c) || (c == theme::replacement && bytes.size() == 1)) {
                out += "\xEF\xBF\xBD";
            } else {
                out += bytes;
            }
        }
    }
    return out;
}

std::string paint_svg(Scene const& scene, theme::Theme const& theme, float width, float height,
                      std::string_view title, std::string_view ids) {
    Writer writer{.theme = theme, .body = {}, .definitions = {}, .ids = std::string(ids), .hatches = {}};
    for (Item const& item : scene.items) std::visit([&](auto const& it) { writer.draw(it); }, item);
    while (writer.open > 0) writer.draw(Unclip{});
    std::string const w = number(width), h = number(height);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(width * theme.type) +
                      "\" height=\"" + number(height * theme.type) + "\" viewBox=\"0 0 " + w + " " + h +
                      "\" role=\"img\" xml:space=\"preserve\">\n";
    if (!title.empty()) out += "<title>" + xml_escaped(title) + "</title>\n";
    out += "<style>text{font-family:Inter,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif;white-space:pre;"
           "font-kerning:none;font-variant-ligatures:none}"
           ".m{font-family:'JetBrains Mono','DejaVu Sans Mono',Consolas,monospace}</style>\n";
    if (!writer.definitions.empty()) out += "<defs>\n" + writer.definitions + "</defs>\n";
    out +=
        "<rect width=\"" + w + "\" height=\"" + h + "\"" + writer.paint("fill", theme::Role::panel) + "/>\n";
    out += writer.body;
    out += "</svg>\n";
    return out;
}

} // namespace paint
