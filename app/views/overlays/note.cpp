#include "views/kit/rich_text.hpp"
#include "views/overlays/parts.hpp"

using theme::Font;
using theme::Role;

std::string ui::stop_words(session::Lecture const& lecture) {
    std::string const words =
        "Stop " + std::to_string(lecture.at + 1) + " of " + std::to_string(lecture.stops.size());
    return lecture.title.empty() ? words : words + " · " + lecture.title;
}

std::string ui::next_stop_words(session::Lecture const& lecture) {
    if (lecture.at + 1 >= lecture.stops.size()) return "This is the last stop.";
    auto const* const after = lecture.stops[lecture.at + 1].lesson;
    return after == lecture.stops[lecture.at].lesson
               ? "Next (G): this lesson, at another moment or with other knobs"
               : "Next (G): " + after->title;
}

ui::Content ui::lecture_note(session::Session const& session, float width) {
    Content content;
    if (!session.lecture) return content;
    auto const& lecture = *session.lecture;
    auto const& stop = lecture.stops[lecture.at];
    Content inner;
    float const room = width - 2 * theme::padding;
    std::string const head = stop_words(lecture);
    inner.add(paint::text_in({theme::padding, 8, room, 20},
                             theme::ellipsis(Font::semibold, theme::size_small, head, room), Font::semibold,
                             theme::size_small, Role::accent));
    float y = 30;
    y += sentence(inner, {theme::padding, y}, room, stop.note.empty() ? "No note for this stop." : stop.note,
                  {theme::size_lesson, 21, Role::text, Font::regular}) +
         4;
    y += sentence(inner, {theme::padding, y}, room, next_stop_words(lecture),
                  {theme::size_small, 18, Role::muted, Font::regular}) +
         8;
    content.add(
        paint::Box{{1, 1, width - 2, y - 2}, theme::radius, Role::panel, Role::accent, 1.5F, {}, false});
    content.add(inner, {0, 0});
    content.height = y;
    return content;
}
