// Records a program that a person edits, each time they save it.
#pragma once
#include "cpython/watching.hpp"
#include "session/recording.hpp"
#include "session/session.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace live {

class Maker {
  public:
    Maker();
    ~Maker();
    Maker(Maker const&) = delete;
    Maker& operator=(Maker const&) = delete;

    // To be called before each frame; s until it is to be called again, if nothing wakes the window before.
    std::optional<double> look(session::Session& session);

  private:
    struct Run; // of one save

    void leave();
    void begin(session::Session& session, std::string text);
    void go_on(session::Session& session);

    std::filesystem::path file_; // that is watched; empty: none
    std::string text_;           // that was run last
    int edits_ = 0;              // editors that were opened
    std::unique_ptr<Run> run_;   // null: none goes on
    std::unique_ptr<cpython::Watching> watching_;
};

} // namespace live
