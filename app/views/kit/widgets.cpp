#include "views/kit/widgets.hpp"

#include "views/kit/flow.hpp"

#include <utility>

using paint::Rect;
using theme::Font;
using theme::Role;

void ui::button(Content& content, Rect at, ButtonText const& text, ButtonLook look, std::string mark,
                Action action, std::string tip, bool enabled) {
    float const strength = enabled ? 1.0F : 0.4F;
    Role ink = text.ink;
    if (look == ButtonLook::primary) {
        content.add(paint::filled(at, {Role::accent, strength}, 6));
        ink = Role::on_accent;
    } else if (look == ButtonLook::field) {
        content.add(paint::Box{at, 6, Role::background, {Role::border, strength}, 1, {}, false});
    }
    content.add(
        paint::text_in(at, text.label, text.font, text.size, {ink, strength}, paint::Align::middle, 4));
    if (enabled) content.hit(at, std::move(mark), std::move(action), std::move(tip), 6);
}

float ui::tab(Content& content, paint::Point baseline, std::string const& label, bool chosen,
              std::string mark, Action action) {
    auto const font = chosen ? Font::semibold : Font::regular;
    float const width = paint::measure(font, theme::size_body, label);
    content.add(paint::Text{baseline, label, font, theme::size_body, chosen ? Role::text : Role::faint,
                            paint::Align::start, 0});
    if (chosen) content.add(paint::filled({baseline.x, baseline.y + 6, width, 2}, Role::accent, 1));
    content.hit({baseline.x - 6, baseline.y - 18, width + 12, 28}, std::move(mark), std::move(action));
    return width;
}

void ui::group_label(Content& content, paint::Point baseline, std::string const& label,
                     std::string const& remark) {
    content.add(
        paint::Text{baseline, label, Font::regular, theme::size_body, Role::muted, paint::Align::start, 0});
    if (remark.empty()) return;
    float const after = baseline.x + paint::measure(Font::regular, theme::size_body, label) + 12;
    content.add(paint::Text{
        {after, baseline.y}, remark, Font::regular, theme::size_body, Role::faint, paint::Align::start, 0});
}

float ui::paragraph(Content& content, paint::Point at, float width, std::string const& text, Font font,
                    float size, paint::Color color, float line_height) {
    float y = at.y;
    for (auto& line : wrapped(text, font, size, width)) {
        content.add(paint::Text{{at.x, paint::middle_baseline(y, line_height, font, size)},
                                std::move(line),
                                font,
                                size,
                                color,
                                paint::Align::start,
                                0});
        y += line_height;
    }
    return y - at.y;
}

float ui::hint(Content& content, paint::Point at, float width, std::string const& sentence) {
    return paragraph(content, at, width, sentence, Font::regular, 12.5F, Role::faint, 18);
}

float ui::empty_field(Content& content, paint::Point at, float width, std::string const& sentence) {
    auto const lines = wrapped(sentence, Font::regular, theme::size_body, width - 24);
    float const height = 26 + 18 * static_cast<float>(lines.size());
    Rect const field{at.x, at.y, width, height};
    content.add(paint::Box{field, 6, Role::background, Role::border, 1, {}, true});
    float y = at.y + 13;
    for (auto const& line : lines) {
        content.add(paint::text_in({at.x, y, width, 18}, line, Font::regular, theme::size_body, Role::faint,
                                   paint::Align::middle, 8));
        y += 18;
    }
    return height;
}

void ui::toggle(Content& content, paint::Point at, bool on, std::string mark, Action action) {
    Rect const track{at.x, at.y, 36, 20};
    content.add(paint::Box{track,
                           10,
                           on ? paint::Color(Role::accent) : paint::Color(Role::background),
                           on ? Role::accent : Role::faint,
                           1,
                           {},
                           false});
    content.add(paint::Circle{{on ? track.right() - 10 : track.x + 10, track.y + 10},
                              7,
                              on ? Role::on_accent : Role::faint,
                              {},
                              0});
    content.hit(inset(track, -4), std::move(mark), std::move(action), {}, 14);
}

void ui::task_dot(paint::Scene& scene, paint::Point centre, unsigned number, bool filled, float opacity) {
    auto const roles = theme::task_roles(number);
    float const radius = filled ? 6.8F : 6.2F;
    paint::Circle disc{centre, radius, {}, {}, 1.5F};
    if (filled) {
        disc.fill = {roles.hue, opacity};
    } else {
        disc.fill = Role::panel;
        disc.stroke = {roles.hue, opacity};
    }
    scene.add(disc);
    std::string const label = std::to_string(number);
    float const size = label.size() == 1 ? 9.5F : label.size() == 2 ? 8.0F : 6.0F;
    scene.add(paint::text_in({centre.x - 10, centre.y - 8, 20, 16}, label, Font::semibold, size,
                             {filled ? roles.on_hue : roles.hue, opacity}, paint::Align::middle));
}
