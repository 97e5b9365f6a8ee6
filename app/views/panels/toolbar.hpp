// The bar on top: where one is, how to go on, and whether what is shown is true.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"

namespace ui {

inline constexpr char const* unit_menu = "units"; // name of the menu that the toolbar opens

// Gives up words, least needed first, until the rest fits.
Content toolbar(session::Session const& session, float width);

// The units of stepping, as rows; `at`: where the selector is.
Content unit_rows(session::Session const& session);

// "Miniature = CPython 3.11 agree", in pieces.
struct Badge {
    std::string engine;  // "Miniature"
    std::string sign;    // "=", "≠" or ""
    std::string against; // "CPython 3.11"
    std::string verdict; // "agree", "differ", "checking"
    session::Agreement agreement = session::Agreement::unknown;
};
Badge badge(session::Session const& session);

} // namespace ui
