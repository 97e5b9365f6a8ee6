// Sessions for tests, of the lessons in the tree.
#pragma once
#include "catalogue/catalogue.hpp"
#include "commands/command.hpp"
#include "commands/command_table.hpp"
#include "commands/palette.hpp"
#include "commands/press.hpp"
#include "session/session.hpp"

#include <cstdlib>
#include <memory>
#include <string>

inline std::shared_ptr<lesson::Catalogue const> tree_catalogue() {
    static auto const all =
        std::make_shared<lesson::Catalogue const>(lesson::catalogue(AWAITSCOPE_ROOT "/lessons"));
    return all;
}

inline session::Session opened(std::string const& id) {
    session::Session session = session::new_session(tree_catalogue());
    session::apply(session, session::command::OpenLesson{id});
    return session;
}

inline session::Session opened_file(std::string const& name) {
    session::Session session = session::new_session(tree_catalogue());
    session::apply(session, session::command::OpenFile{std::string(AWAITSCOPE_ROOT "/tests/data/") + name});
    return session;
}

inline bool press(session::Session& session, std::string const& words) {
    for (session::NamedCommand const& command : session::commands())
        for (session::Binding const& binding : command.keys)
            if (session::words(binding.key) == words) return session::press(session, binding.key);
    return false;
}
