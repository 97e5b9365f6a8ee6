#include "session/appearance.hpp"

#include <vector>

namespace session {

theme::Theme const& theme_of(Session const& session) {
    theme::Theme const* const plain = theme::find(session.look.theme);
    if (plain == nullptr) return theme::light();
    if (!session.look.presenter || plain->type > 1) return *plain;
    static std::vector<theme::Theme> const large = [] {
        std::vector<theme::Theme> made;
        for (std::string const& name : theme::names()) made.push_back(theme::enlarged(*theme::find(name)));
        return made;
    }();
    for (std::size_t i = 0; i < large.size(); ++i)
        if (theme::names()[i] == session.look.theme) return large[i];
    return *plain;
}

Panel third_panel(Session const& session) {
    Panel const chosen = session.look.stage.panel;
    return chosen == Panel::lesson && !session.lesson ? Panel::loop : chosen;
}

} // namespace session
