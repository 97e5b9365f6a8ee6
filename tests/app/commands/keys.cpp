// What keys mean: in each context one thing, and CONTRIBUTING.md says which.
#include "support/catch.hpp"

#include "support/session_opened.hpp"

#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

using session::Context;
using session::Key;
using session::KeyName;
using session::Session;
namespace command = session::command;

namespace {

constexpr Context contexts[] = {Context::studio, Context::stage, Context::vote, Context::palette};

std::map<std::string, std::string> meanings(Context context) {
    std::map<std::string, std::string> all;
    for (auto const& it : session::commands())
        for (auto const& binding : it.keys)
            if (binding.holds(context)) all[words(binding.key)] = it.id;
    return all;
}

// "Right or Page down: Step forward · ..."; `but`: without the rows that are the same there.
std::string sentence(Context context, std::optional<Context> but = {}) {
    std::string text;
    auto const joined = [](session::KeyRow const& row) {
        std::string keys;
        for (auto const& key : row.keys) keys += (keys.empty() ? "`" : "` `") + key;
        return keys + "` " + std::string(row.command->title);
    };
    std::set<std::string> known;
    if (but)
        for (auto const& row : session::key_rows(*but)) known.insert(joined(row));
    for (auto const& row : session::key_rows(context))
        if (!known.contains(joined(row))) text += (text.empty() ? "" : " · ") + joined(row);
    if (!but) return text;
    auto const here = meanings(context);
    std::string missing;
    for (auto const& [key, id] : meanings(*but))
        if (!here.contains(key)) missing += " `" + key + "`";
    return text + (missing.empty() ? "" : " · not there:" + missing);
}

// As it stands in CONTRIBUTING.md, lines broken at 130 columns.
std::string key_tables() {
    std::string all;
    for (Context const context : contexts) {
        bool const stage = context == Context::stage;
        std::string const head = "**" + std::string(words(context)) + "**" +
                                 (stage ? ", where it is not as in the studio: " : ": ");
        std::istringstream text(head + (stage ? sentence(context, Context::studio) : sentence(context)));
        std::size_t column = 0;
        for (std::string word; text >> word; column += word.size() + 1) {
            bool const fits = column + word.size() <= 130;
            if (column > 0) all += fits ? " " : "\n";
            if (!fits) column = 0;
            all += word;
        }
        all += "\n\n";
    }
    return all;
}

} // namespace

TEST_CASE("in no context a key has two meanings") {
    for (Context const context : contexts) {
        std::map<std::string, std::string> owners;
        for (auto const& it : session::commands())
            for (auto const& binding : it.keys) {
                if (!binding.holds(context)) continue;
                INFO(words(binding.key) << " " << words(context) << ": " << it.id);
                auto const [owner, fresh] = owners.emplace(words(binding.key), it.id);
                CHECK(fresh);
                CHECK(session::command_for(binding.key, context) == &it);
                // Tab and F6 go through what can be clicked, whatever is on the screen.
                CHECK(binding.key.name != KeyName::tab);
                CHECK(binding.key.name != KeyName::f6);
            }
        CHECK_FALSE(owners.empty());
    }
}

TEST_CASE("the keys that DESIGN.md promises mean what it says") {
    auto const studio = meanings(Context::studio);
    for (char const* promised :
         {"Left", "Right",  "Shift+Left", "Shift+Right", "Ctrl+Left", "Ctrl+Right", "Up",
          "Down", "Space",  "Home",       "End",         "F",         "+",          "-",
          "B",    "Ctrl+P", "F1",         "F11",         "Esc",       "Alt+Left",   "Page down"})
        CHECK(studio.contains(promised));
    for (Context const context : {Context::studio, Context::stage}) {
        auto const all = meanings(context);
        CHECK(all.at("Page down") == "step.forward");
        CHECK(all.at("Page up") == "step.back");
        CHECK(all.at("Right") == "step.forward");
        CHECK(all.at("F11") == "presenter");
    }
    CHECK(studio.at("Space") == "play");
    CHECK(studio.at("B") == "breakpoint");
    CHECK(meanings(Context::stage).at("Space") == "step.forward");
}

TEST_CASE("where one is decides which keys there are") {
    Session session = opened("gather-order");
    CHECK(session::context_of(session) == Context::studio);
    press(session, "F11");
    CHECK(session::context_of(session) == Context::stage);
    press(session, "F1"); // the sheet is of the stage
    CHECK(session::context_of(session) == Context::stage);
    press(session, "Ctrl+P");
    CHECK(session::context_of(session) == Context::palette);
    CHECK(session::context_below(session) == Context::stage);
    press(session, "Ctrl+P");
    CHECK(session::context_of(session) == Context::stage);
    Session nothing = session::new_session(tree_catalogue());
    nothing.look.presenter = true; // there is nothing to put on it
    CHECK(session::context_of(nothing) == Context::studio);
}

TEST_CASE("on the stage Space steps and keys of the studio alone do nothing") {
    Session session = opened("gather-order");
    press(session, "F11");
    CHECK(session::press(session, {KeyName::space}));
    CHECK(session.playback.position > 0);
    CHECK_FALSE(session.playback.playing);
    auto const there = session.playback.position;
    CHECK_FALSE(session::press(session, {KeyName::f5}));
    CHECK(session.playback.position == there);
}

TEST_CASE("a character that needs Shift on some keyboards is still itself") {
    auto const* const keys = session::command_for({KeyName::question, false, true}, Context::studio);
    REQUIRE(keys != nullptr);
    CHECK(keys->id == "keys");
    CHECK(session::command_for({KeyName::plus, false, true}, Context::studio)->id == "timeline.closer");
    CHECK(session::command_for({KeyName::question, true, true}, Context::studio) == nullptr);
}

TEST_CASE("the palette offers what can be done where one is with the keys of that place") {
    Session session = opened("gather-order");
    auto const row = [&](std::string const& title) -> std::optional<session::PaletteRow> {
        for (auto const& each : session::palette_rows(session))
            if (each.title == title) return each;
        return std::nullopt;
    };
    press(session, "Ctrl+P");
    CHECK(row("Step forward")->detail == "Right or Page down");
    CHECK(row("Breakpoint here")->detail == "B");
    CHECK_FALSE(row("Row below")); // a key of the palette itself
    press(session, "Esc");
    press(session, "F11");
    press(session, "Ctrl+P");
    CHECK(row("Step forward")->detail == "Right or Page down or Space");
    CHECK(row("Breakpoint here")->detail.empty());
}

TEST_CASE("CONTRIBUTING.md has the keys as the table of commands has them") {
    std::ifstream file(AWAITSCOPE_ROOT "/CONTRIBUTING.md");
    std::stringstream text;
    text << file.rdbuf();
    bool const there = text.str().find(key_tables()) != std::string::npos;
    if (!there) std::cout << "CONTRIBUTING.md must hold:\n\n" << key_tables();
    CHECK(there);
}
