#include "commands/command_table.hpp"
#include "commands/mouse.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>
#include <vector>

using theme::Font;
using theme::Role;

namespace {

constexpr float row_height = 28;

// The keys of a command as caps, from the right; returns the width they took.
float caps(ui::Content& content, float right, float y, std::vector<std::string> const& keys) {
    float x = right;
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        auto const& label = *key;
        float const wide = paint::measure(Font::mono, 11.5F, label) + 14;
        x -= wide;
        paint::Rect const cap{x, y + 4, wide, row_height - 8};
        content.add(paint::Box{cap, 4, Role::background, Role::border, 1, {}, false});
        content.add(paint::text_in(cap, label, Font::mono, 11.5F, Role::text, paint::Align::middle));
        x -= 6;
    }
    return right - x;
}

// What the mouse does; returns its height.
float mouse_section(ui::Content& content, std::span<session::MouseRow const> rows, paint::Point at,
                    float width) {
    if (rows.empty()) return 0;
    float y = at.y;
    content.add(
        paint::text_in({at.x, y, width, 30}, "The mouse", Font::semibold, theme::size_body, Role::accent));
    y += 32;
    for (auto const& [gesture, what] : rows) {
        std::string const done(gesture);
        float const taken = paint::measure(Font::regular, theme::size_label, done) + 16;
        content.add(paint::text_in({at.x, y, taken, row_height}, done, Font::regular, theme::size_label,
                                   Role::muted));
        content.add(paint::text_in(
            {at.x + taken, y, width - taken, row_height},
            theme::ellipsis(Font::regular, theme::size_label, std::string(what), width - taken),
            Font::regular, theme::size_label, Role::text, paint::Align::end));
        y += row_height;
    }
    return y - at.y + 14;
}

float group_height(std::size_t rows) { return 34 + row_height * static_cast<float>(rows) + 14; }

} // namespace

ui::Content ui::keys_sheet(session::Session const& session, float width) {
    Content content;
    struct Section {
        session::Group group;
        std::vector<session::KeyRow> rows;
    };
    std::vector<Section> sections;
    for (auto const& row : session::key_rows(session::context_below(session))) {
        if (sections.empty() || sections.back().group != row.command->group)
            sections.push_back({row.command->group, {}});
        sections.back().rows.push_back(row);
    }
    if (session::context_below(session) !=
        session::Context::studio) // what is of this place alone comes first
        std::stable_partition(sections.begin(), sections.end(), [](Section const& section) {
            return section.group == session::Group::stage || section.group == session::Group::vote;
        });
    std::size_t const columns = width > 1040 ? 3 : width > 680 ? 2 : 1;
    float const column_width =
        (width - theme::padding * static_cast<float>(columns + 1)) / static_cast<float>(columns);
    std::vector<float> filled(columns, 4);
    for (auto const& section : sections) {
        auto const shortest = std::min_element(filled.begin(), filled.end());
        float const x =
            theme::padding + static_cast<float>(shortest - filled.begin()) * (column_width + theme::padding);
        float y = *shortest;
        content.add(paint::text_in({x, y, column_width, 30}, std::string(session::words(section.group)),
                                   Font::semibold, theme::size_body, Role::accent));
        y += 32;
        for (auto const& [command, keys] : section.rows) {
            float const taken = caps(content, x + column_width, y, keys);
            content.add(paint::text_in(
                {x, y, column_width, row_height},
                theme::ellipsis(Font::regular, theme::size_label, command->title, column_width - taken - 8),
                Font::regular, theme::size_label, Role::text));
            content.hit({x - 6, y, column_width + 12, row_height}, "keys/" + std::string(command->id),
                        ui::command(command->command), std::string(command->what));
            y += row_height;
        }
        *shortest += group_height(section.rows.size());
    }
    auto const mouse = session::mouse_rows(session::context_below(session));
    auto const shortest = std::min_element(filled.begin(), filled.end());
    float const x =
        theme::padding + static_cast<float>(shortest - filled.begin()) * (column_width + theme::padding);
    *shortest += mouse_section(content, mouse, {x, *shortest}, column_width);
    content.height = *std::max_element(filled.begin(), filled.end());
    return content;
}
