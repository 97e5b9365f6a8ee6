#include "support/catch.hpp"

#include "kept/text.hpp"
#include "session/keeping.hpp"
#include "support/session_opened.hpp"

using session::Session;
namespace command = session::command;

namespace {

kept::Lesson const& kept_of(Session const& session, std::string const& id) {
    return session.kept.progress.lessons.at(id);
}

// As the next start finds it: through the files' texts.
Session started_again(Session const& before) {
    Session session = session::new_session(tree_catalogue());
    kept::Kept kept{kept::read_settings(kept::settings_text(before.kept.settings)),
                    kept::read_progress(kept::progress_text(before.kept.progress)),
                    kept::read_recent(kept::recent_text(before.kept.recent))};
    session::take_kept(session, std::move(kept));
    auto const& last = session.kept.progress.last;
    if (!last.empty()) session::resume_lesson(session, lesson::find(*session.catalogue, last));
    return session;
}

// The wrong choice that names a belief.
std::size_t wrong_choice(Session const& session) {
    auto const& choices = session.lesson->narration.questions.at(0).question.choices;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (!choices[i].right && !choices[i].model.empty()) return i;
    FAIL("no choice names a belief");
    return 0;
}

void predict_wrongly(Session& session) {
    session::apply(session, command::Seek{session.lesson->narration.questions.at(0).asked});
    session::apply(session, command::Predict{wrong_choice(session)});
}

} // namespace

TEST_CASE("one goes on where one was with what one said") {
    Session session = opened("gather-order");
    session::apply(session, command::SetKnob{"fast", "2"});
    predict_wrongly(session);
    session::apply(session, command::Step{true, {}});
    auto const again = started_again(session);
    REQUIRE(again.lesson);
    CHECK(again.lesson->entry->id == "gather-order");
    CHECK(again.lesson->knobs == session.lesson->knobs);
    CHECK(again.playback.position == session.playback.position);
    CHECK(again.lesson->predictions == session.lesson->predictions);
    CHECK(session.beside); // the run before a knob was turned is a matter of that hour
    CHECK_FALSE(again.beside);
    CHECK(again.messages.empty());
}

TEST_CASE("a prediction that the run has not decided is kept without telling who is right") {
    Session session = opened("gather-order");
    predict_wrongly(session);
    auto const& answers = kept_of(session, "gather-order").answers;
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].how == kept::How::chosen);
    CHECK_FALSE(answers[0].right);
    CHECK(answers[0].belief.empty());

    auto const decided = session.lesson->narration.questions.at(0).decided;
    session::apply(session, command::Seek{decided});
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].right == false);
    CHECK_FALSE(answers[0].belief.empty());
    CHECK(kept_of(session, "gather-order").beside == answers[0].belief);
    session::apply(session, command::Seek{0}); // what was shown stays known
    CHECK(answers[0].right == false);

    session::apply(session, command::Seek{decided});
    auto const again = started_again(session);
    REQUIRE(again.beside);
    CHECK(again.beside->model == answers[0].belief);
}

TEST_CASE("a belief that was hidden does not come back with the next start") {
    Session session = opened("gather-order");
    predict_wrongly(session);
    session::apply(session, command::Seek{session.lesson->narration.questions.at(0).decided});
    session::apply(session, command::ShowBelief{});
    CHECK_FALSE(started_again(session).beside);
}

TEST_CASE("each variant of a lesson has its own answers and going back to one brings them back") {
    Session session = opened("gather-order");
    predict_wrongly(session);
    auto const said = session.lesson->predictions;
    session::apply(session, command::SetKnob{"fast", "2"});
    CHECK_FALSE(session.lesson->predictions.at(0).given());
    session::apply(session, command::SetKnob{"fast", "1"});
    CHECK(session.lesson->predictions == said);
    CHECK(kept_of(session, "gather-order").answers.size() == 1);
}

TEST_CASE("another lesson and back is where one was and one that is over begins again") {
    Session session = opened("gather-order");
    session::apply(session, command::Seek{7});
    session::apply(session, command::OpenLesson{"create-task"});
    CHECK(session.playback.position == 0);
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::OpenLesson{"gather-order"});
    CHECK(session.playback.position == 7);
    CHECK_FALSE(kept_of(session, "gather-order").done);
    session::apply(session, command::OpenLesson{"create-task"});
    CHECK(session.playback.position == 0);
    CHECK(kept_of(session, "create-task").done);
}

TEST_CASE("looks are kept only where they differ from the program's own") {
    Session session = opened("gather-order");
    session::apply(session, command::Seek{1});
    CHECK(session.kept.settings == kept::Settings{});
    session::apply(session, command::SetTheme{"dark"});
    session::apply(session, command::ChangeScale{2});
    session::apply(session, command::ToggleLevel{});
    session::apply(session, command::ToggleMotion{});
    session::apply(session, command::SetUnit{replay::Unit::turn});
    auto splits = session.look.splits;
    splits.left = 0.31F;
    session::apply(session, command::SetSplits{splits});
    CHECK(session.kept.settings.splits.size() == 1);

    auto again = started_again(session);
    CHECK(again.look.theme == "dark");
    CHECK(again.look.scale == Approx(1.5));
    CHECK(again.look.level == session::Level::exact);
    CHECK_FALSE(again.look.motion);
    CHECK(again.look.splits == splits);
    CHECK(again.playback.unit == replay::Unit::turn);

    session::apply(again, command::ResetSettings{});
    CHECK(again.kept.settings == kept::Settings{});
    CHECK(again.look.splits == session::Splits{});
}

TEST_CASE("a recording's unit is not taken for that of lessons") {
    Session session = opened("gather-order");
    session::apply(session, command::OpenFile{AWAITSCOPE_ROOT "/tests/data/create-task.awt"});
    CHECK(session.playback.unit == replay::Unit::switch_);
    CHECK(session.kept.settings.unit.empty());
    REQUIRE(session.kept.recent.size() == 1);
    CHECK(session.kept.recent[0] == AWAITSCOPE_ROOT "/tests/data/create-task.awt");
    CHECK(session.kept.progress.last == "gather-order");
}

TEST_CASE("what was kept and is no longer there does no harm") {
    kept::Kept kept;
    kept.settings = {"mauve", 90, {{"left", -3}, {"ceiling", 0.5}}, "leap", "odd", {}};
    auto& gather = kept.progress.lessons["gather-order"];
    gather.position = 1'000'000;
    gather.knobs = {{"fast", "99"}, {"slow", "1"}};
    gather.beside = "the-moon-is-cheese";
    gather.answers = {
        {"fast=1,how=gather", "What will be in `results`?", kept::How::chosen, "cheese", true, ""},
        {"", "Why?", kept::How::skipped, "", std::nullopt, ""}};
    Session session = session::new_session(tree_catalogue());
    session::take_kept(session, kept);
    CHECK(session.look.theme == "light");
    CHECK(session.look.scale == session::most_scale);
    CHECK(session.look.splits.left == Approx(0.05));
    CHECK(session.look.level == session::Level::simple);
    session::resume_lesson(session, lesson::find(*tree_catalogue(), "gather-order"));
    CHECK(session.playback.unit == replay::Unit::moment);
    CHECK(session.lesson->knobs == lesson::defaults(*session.lesson->entry));
    CHECK(session.playback.position == session.run().size());
    CHECK_FALSE(session.lesson->predictions.at(0).chosen);
    CHECK_FALSE(session.beside);
}

TEST_CASE("forgetting is for one lesson or for all") {
    Session session = opened("create-task");
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::OpenLesson{"gather-order"});
    predict_wrongly(session);
    session::apply(session, command::ForgetPredictions{});
    CHECK(kept_of(session, "gather-order").answers.empty());
    CHECK(kept_of(session, "create-task").done);
    CHECK(session.playback.position == 0);
    predict_wrongly(session);
    session::apply(session, command::ForgetAll{});
    CHECK(session.playback.position == 0);
    CHECK_FALSE(session.lesson->predictions.at(0).given());
    REQUIRE(session.kept.progress.lessons.size() == 1); // the open one, at its start
    CHECK(kept_of(session, "gather-order") == kept::Lesson{});
}
