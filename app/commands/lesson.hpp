// What is open: lessons and their knobs, questions and beliefs; files.
#pragma once
#include "session/real.hpp"
#include "session/session.hpp"

#include <string>
#include <vector>

namespace session::command {

struct OpenLesson {
    std::string id;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct OpenNeighbour { // the next or previous lesson
    bool next = true;
    static bool may(Session const& session) { return !session.catalogue->lessons.empty(); }
    void run(Session& session) const;
};
struct TakeWay { // through the lessons; "": all of them
    std::string way;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct AgreeToRun { // the program of somebody else's lesson, or one of the person's, which is asked about
    static bool may(Session const& session) { return session.unrecorded || session.proposed; }
    static void run(Session& session);
};
struct OpenReal { // the lesson's program on the packages that it is about
    static bool may(Session const& session) { return may_open_real(session); }
    static void run(Session& session) { open_real(session); }
};
struct OpenFile { // or the folder of a lesson. A program is not run by it: the person is asked
    std::string path;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct SetKnob { // runs the lesson again
    std::string name;
    std::string value;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct ResetKnobs {
    static bool may(Session const& session) {
        return session.lesson && session.lesson->knobs != lesson::defaults(*session.lesson->entry);
    }
    static void run(Session& session);
};
struct Predict { // for good: a prediction is not changed
    std::size_t choice = 0;
    bool may(Session const& session) const {
        auto const shown = question_shown(session);
        return shown && choice < session.lesson->narration.questions[*shown].question.choices.size();
    }
    void run(Session& session) const;
};
struct SkipQuestion { // the run goes on without a prediction
    static bool may(Session const& session) { return question_due(session).has_value(); }
    static void run(Session& session);
};
struct AskHint {          // one more, at a goal: of the lesson, or that of the program that is edited
    std::size_t goal = 0; // of the lesson's
    bool may(Session const& session) const;
    void run(Session& session) const;
};
struct ForgetPredictions { // of this lesson, and begins it anew: for the next one who sits down
    static bool may(Session const& session) { return session.lesson.has_value(); }
    static void run(Session& session);
};
struct ForgetAll { // of every lesson: answers, where one was, what is done
    static bool may(Session const& session) { return !session.kept.progress.lessons.empty(); }
    static void run(Session& session);
};
struct ShowBelief { // the run under a wrong model beside the true one; "": none
    std::string model;
    bool may(Session const& session) const {
        return model.empty() ? session.beside.has_value() : session.has_scenario();
    }
    void run(Session& session) const;
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> lesson_commands(); // the rows of command_table.hpp

} // namespace session
