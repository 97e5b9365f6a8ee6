#include "views/panels/events.hpp"

#include "replay/describe.hpp"
#include "views/kit/widgets.hpp"

#include <algorithm>

using theme::Font;
using theme::Role;

namespace {

trace::ObjectId whose(replay::Index const& index, replay::Position position) {
    auto const& event = index.log()[position - 1];
    if (event.subject.type() == trace::ObjectType::task) return event.subject;
    if (event.object.type() == trace::ObjectType::task) return event.object;
    return index.task_at(position);
}

} // namespace

ui::Content ui::events_panel(EventsInput const& input) {
    Content content;
    if (!input.index || input.known == 0) {
        content.height = 8 +
                         empty_field(content, {theme::padding, 8}, input.width - 2 * theme::padding,
                                     "Nothing has happened yet. Each step adds its event here.") +
                         14;
        return content;
    }
    constexpr double head = 2;
    float const number_width = paint::measure(Font::mono, 12, std::to_string(input.known)) + 4;
    // How many rows belong to the events up to a position.
    auto const rows_to = [&](replay::Position position) -> std::uint64_t {
        if (!input.rows) return position;
        return static_cast<std::uint64_t>(std::upper_bound(input.rows->begin(), input.rows->end(), position) -
                                          input.rows->begin());
    };
    auto const known = rows_to(input.known);
    auto const lit = rows_to(input.position);
    // A few rows more on either side, for the wheel turns after they were made.
    constexpr double over = 4 * event_row;
    auto const row_at = [&](double y) {
        return static_cast<std::uint64_t>(std::max(0.0, (y - head) / event_row));
    };
    auto const first = row_at(input.top - over);
    auto const last = std::min(known, row_at(input.top + input.height + over) + 1);
    content.origin = head + static_cast<double>(first) * event_row;
    for (auto i = first; i < last; ++i) {
        auto const position = input.rows ? (*input.rows)[i] : i + 1;
        bool const current = i + 1 == lit;
        float const y = event_row * static_cast<float>(i - first);
        paint::Rect const at{8, y, input.width - 16, event_row};
        if (current)
            content.add(paint::filled(at, {Role::highlight, position == input.position ? 1.0F : 0.45F}, 4));
        float const x = theme::padding + number_width;
        content.add(paint::text_in({theme::padding, y, number_width - 4, event_row}, std::to_string(position),
                                   Font::mono, 12, Role::accent, paint::Align::end));
        auto const task = whose(*input.index, position);
        content.add(
            paint::Circle{{x + 10, y + event_row / 2}, 3.5F, theme::task_roles(task.number()).hue, {}, 0});
        auto const text = replay::describe(*input.index, position);
        auto const font = current ? Font::semibold : Font::regular;
        content.add(paint::text_in(
            {x + 22, y, input.width, event_row},
            theme::ellipsis(font, theme::size_body, text, input.width - x - 22 - theme::padding), font,
            theme::size_body, position <= input.position ? Role::text : Role::muted));
        content.copy(at, text);
        std::string const mark = "event/" + std::to_string(position);
        content.leads(at, mark, select(task), seek(position), text);
        content.hit({theme::padding - 4, y, number_width + 4, event_row}, mark + "/go", seek(position),
                    "go to event " + std::to_string(position), 4);
    }
    double const row = head + event_row * static_cast<double>(lit == 0 ? 0 : lit - 1);
    content.keep = Content::Focus{row, row + event_row};
    content.height = head + event_row * static_cast<double>(known) + 8;
    return content;
}
