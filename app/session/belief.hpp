// What would happen were a wrong model of asyncio true: the lesson run under it.
#pragma once
#include "catalogue/knobs.hpp"
#include "session/run.hpp"

#include <map>
#include <memory>
#include <string>

namespace session {

// Null for a lesson that has no scenario, or whose scenario cannot be run so.
std::shared_ptr<Run const> run_under(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                     std::string const& model);

// Runs of one variant under wrong models, each made when it is first asked for.
class Beliefs {
  public:
    Beliefs() = default;
    Beliefs(lesson::Lesson const& lesson, lesson::Knobs knobs) : lesson_(&lesson), knobs_(std::move(knobs)) {}

    std::shared_ptr<Run const> const& under(std::string const& model);

  private:
    lesson::Lesson const* lesson_ = nullptr;
    lesson::Knobs knobs_;
    std::map<std::string, std::shared_ptr<Run const>> runs_;
};

} // namespace session
