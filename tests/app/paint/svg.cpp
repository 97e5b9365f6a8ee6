#include "paint/svg.hpp"
#include "support/catch.hpp"
#include "theme/icons.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace paint;
using theme::Role;

namespace {

// What is wrong with the XML, if anything: tags must balance, attributes be quoted, and no & < > stand
// unescaped.
std::optional<std::string> fault(std::string const& xml) {
    std::vector<std::string> open;
    std::size_t i = 0;
    while (i < xml.size()) {
        if (xml[i] == '&') {
            auto const end = xml.find(';', i);
            auto const entity = xml.substr(i, end - i + 1);
            if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;")
                return "entity " + entity;
            i = end + 1;
        } else if (xml[i] == '<') {
            auto const end = xml.find('>', i);
            if (end == std::string::npos) return "a tag that does not end";
            std::string tag = xml.substr(i + 1, end - i - 1);
            i = end + 1;
            if (tag.find('<') != std::string::npos) return "< within " + tag;
            if (tag[0] == '/') {
                if (open.empty() || open.back() != tag.substr(1)) return "closes " + tag;
                open.pop_back();
                continue;
            }
            int quotes = 0;
            for (char c : tag) quotes += c == '"';
            if (quotes % 2) return "quotes of " + tag;
            if (tag.back() != '/') open.push_back(tag.substr(0, tag.find(' ')));
        } else if (xml[i] == '>') {
            return "a stray >";
        } else {
            if (static_cast<unsigned char>(xml[i]) < 0x20 && xml[i] != '\n') return "a control character";
            ++i;
        }
    }
    if (!open.empty()) return "never closes " + open.back();
    return std::nullopt;
}

std::string svg_of(Scene const& scene) { return paint_svg(scene, theme::light(), 200, 100, "a & b"); }

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("an SVG of every kind of item is well formed") {
    Scene scene;
    Box box = filled({1, 2, 30.123F, 10}, Role::soft2, 4);
    box.hatch = Role::task2;
    box.stroke = Role::task2;
    scene.add(box);
    box.dashed = true;
    box.hatch = {};
    scene.add(box);
    scene.add(arrow({0, 0}, {50, 50}, {Role::edge, 0.5F}));
    Path shape;
    shape.points = {{0, 0}, {5, 0}, {5, 5}};
    shape.fill = Role::good;
    shape.closed = true;
    scene.add(shape);
    scene.add(Circle{{9, 9}, 4, Role::panel, Role::now, 2});
    scene.add(Clip{{0, 0, 10, 10}});
    scene.add(Text{{5, 20}, "locals: x = 'a' & y < \"b\" > c"});
    scene.add(Unclip{});
    std::string const svg = svg_of(scene);
    CHECK(fault(svg).value_or("") == "");
    CHECK(has(svg, "<title>a &amp; b</title>"));
    CHECK(has(svg, "x = 'a' &amp; y &lt; &quot;b&quot; &gt; c</text>"));
    CHECK(has(svg, "fill=\"url(#hatch0)\""));
    CHECK(has(svg, "width=\"30.12\""));
    CHECK(has(svg, "stroke-opacity=\"0.5\""));
}

TEST_CASE("an SVG closes clips that a scene left open and ignores ends without a beginning") {
    Scene scene;
    scene.add(Unclip{});
    scene.add(Clip{{0, 0, 10, 10}});
    scene.add(Clip{{0, 0, 5, 5}});
    scene.add(filled({0, 0, 50, 50}, Role::accent));
    CHECK(fault(svg_of(scene)).value_or("") == "");
}

TEST_CASE("an SVG has no byte that XML forbids and no number that is none") {
    Scene scene;
    scene.add(Text{{0, 0}, std::string("a\x01\x1B[0m\xFF\xC3 b\0c", 12)});
    scene.add(filled({std::numeric_limits<float>::quiet_NaN(), 0, std::numeric_limits<float>::infinity(), -4},
                     Role::accent));
    std::string const svg = svg_of(scene);
    CHECK(fault(svg).value_or("") == "");
    CHECK_FALSE(has(svg, "nan"));
    CHECK_FALSE(has(svg, "inf"));
    CHECK(has(svg, "a\xEF\xBF\xBD"));
}

TEST_CASE("icons of an SVG are outlines since nobody else has the font") {
    Scene scene;
    scene.add(Text{{10, 20}, std::string("ab ") + theme::icon::warning + " cd"});
    std::string const svg = svg_of(scene);
    CHECK(has(svg, ">ab </text>"));
    CHECK(has(svg, "> cd</text>"));
    CHECK(has(svg, "<path d=\"M"));
    CHECK_FALSE(has(svg, theme::icon::warning));
}

TEST_CASE("text of an SVG is cut and aligned as its item asks") {
    Scene scene;
    Text text{{100, 20}, "awaits gather of 2 and 3", theme::Font::regular, 13, Role::text, Align::end, 60};
    scene.add(text);
    std::string const svg = svg_of(scene);
    CHECK(has(svg, "\xE2\x80\xA6</text>"));
    float const width =
        theme::text_width(theme::Font::regular, 13, theme::ellipsis(theme::Font::regular, 13, text.text, 60));
    auto const at = svg.find("<text x=\"") + 9;
    CHECK(std::stof(svg.substr(at)) == Approx(100 - width).margin(0.01));
}

TEST_CASE("the same scene in another theme has other colours and the same text") {
    Scene scene;
    scene.add(Text{{5, 20}, "Task-1"});
    std::string const light = svg_of(scene), dark = paint_svg(scene, theme::dark(), 200, 100);
    CHECK(has(light, "#16202C"));
    CHECK(has(dark, "#E8EDF3"));
    CHECK_FALSE(has(dark, "#16202C"));
    CHECK(has(dark, ">Task-1</text>"));
}
