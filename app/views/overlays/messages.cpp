#include "theme/icons.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>

using theme::Font;
using theme::Role;

ui::Content ui::messages(session::Session const& session, float width) {
    Content content;
    float y = 0;
    for (std::size_t i = 0; i < session.messages.size(); ++i) {
        auto const& message = session.messages[i];
        Role const tone = message.tone == session::Tone::error     ? Role::now
                          : message.tone == session::Tone::warning ? Role::warning
                                                                   : Role::accent;
        auto const lines = wrapped(message.text, Font::regular, theme::size_body, width - 76);
        float const height = 20 + 19 * static_cast<float>(std::max<std::size_t>(lines.size(), 1));
        paint::Rect const at{0, y, width, height};
        content.add(paint::Box{at, theme::radius, Role::panel, tone, 1.5F, {}, false});
        content.add(
            paint::text_in({at.x + 12, y + 10, 18, 19},
                           message.tone == session::Tone::note ? theme::icon::info : theme::icon::warning,
                           Font::regular, 14, tone));
        float line_y = y + 10;
        for (auto const& line : lines) {
            content.add(paint::text_in({at.x + 36, line_y, width, 19}, line, Font::regular, theme::size_body,
                                       Role::text));
            line_y += 19;
        }
        content.add(paint::text_in({at.right() - 32, y + 9, 20, 19}, theme::icon::cross, Font::regular, 13,
                                   Role::faint, paint::Align::middle));
        content.copy(at, message.text);
        content.hit({at.right() - 36, y + 5, 28, 28}, "message/" + std::to_string(i + 1),
                    command(session::command::DismissMessage{i}), "close", 6);
        y += height + 8;
    }
    content.height = y;
    return content;
}
