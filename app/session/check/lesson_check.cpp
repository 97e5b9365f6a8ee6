#include "session/check/lesson_check.hpp"

#include "catalogue/knobs.hpp"
#include "catalogue/nearest.hpp"
#include "catalogue/references.hpp"
#include "catalogue/scenarios.hpp"
#include "replay/compare.hpp"
#include "replay/state.hpp"
#include "session/miniature.hpp"
#include "session/narration.hpp"

#include <algorithm>
#include <cctype>
#include <exception>
#include <map>
#include <optional>
#include <utility>

namespace session {
namespace {

using lesson::Choice;
using lesson::Knobs;
using lesson::Lesson;
using lesson::Question;
using replay::Asks;

// One variant with its run.
struct Variant {
    Knobs knobs;
    lesson::Program program;
    std::shared_ptr<Run const> run;
    Beliefs beliefs;
};

// What is said in several variants, and what the clock shows there.
struct Said {
    std::string text;
    int line = 0;
    std::vector<std::string> clocks;
    std::vector<Knobs> variants;
};

class Check {
  public:
    Check(Lesson const& lesson, RunPython const& python) : lesson_(lesson), python_(python) {}

    std::vector<Complaint> run() {
        for (Knobs const& knobs : lesson::all_samples(lesson_)) {
            auto variant = made(knobs);
            if (!variant) continue;
            steps(*variant);
            questions(*variant);
            locals(*variant);
        }
        for (auto const& [key, said] : said_) figures(said);
        for (lesson::Goal const& goal : lesson_.goals)
            for (auto& sentence : goal_complaints(lesson_, goal, python_))
                complain(sentence.first, std::move(sentence.second), {});
        return std::move(found_);
    }

  private:
    void complain(int line, std::string sentence, std::string variant) {
        bool const known = std::any_of(found_.begin(), found_.end(), [&](Complaint const& each) {
            return each.line == line && each.sentence == sentence;
        });
        if (!known) found_.push_back({line, std::move(sentence), std::move(variant)});
    }

    std::optional<Variant> made(Knobs const& knobs) {
        Variant variant{knobs, lesson::variant(lesson_, knobs), nullptr, Beliefs(lesson_, knobs)};
        try {
            if (lesson::scenario_of(lesson_.id) != nullptr)
                variant.run = make_run(run_miniature(lesson_, knobs).log);
            else if (auto reference = lesson::reference(lesson_, knobs, variant.program))
                variant.run = make_run(std::move(*reference));
            else
                complain(0,
                         "what its program does is not recorded; `awaitscope lessons record " +
                             lesson_.folder.string() + "` records it on CPython",
                         lesson::label(knobs));
        } catch (std::exception const& error) {
            complain(0, std::string("it cannot be run: ") + error.what(), lesson::label(knobs));
        }
        if (!variant.run) return std::nullopt;
        return variant;
    }

    void steps(Variant const& variant) {
        bool any = false;
        std::size_t told_at = 0;
        for (lesson::Narration const& step : lesson_.steps) {
            if (!lesson::holds(step.only, variant.knobs)) continue;
            any = true;
            auto const at = lesson::find(step.moment, *variant.run->log, variant.program);
            if (!at) {
                complain(step.written.line,
                         "this run has no moment `" + to_string(step.moment) +
                             "`; name another, or say with `only` where the step belongs",
                         lesson::label(variant.knobs));
                continue;
            }
            if (*at <= told_at && told_at > 0)
                complain(step.written.line,
                         "`" + to_string(step.moment) + "` comes at event " + std::to_string(*at) +
                             ", and the step above it at event " + std::to_string(told_at) +
                             "; steps stand in the order of the run",
                         lesson::label(variant.knobs));
            told_at = *at;
            remember(step.say, step.written.line, variant, *at);
        }
        if (!any) complain(0, "nothing is said: give this variant a [[step]]", lesson::label(variant.knobs));
    }

    void remember(std::string const& text, int line, Variant const& variant, replay::Position at) {
        Said& said = said_[{line, text}];
        said.text = text;
        said.line = line;
        said.clocks.push_back(replay::plain_seconds(at == 0 ? 0 : (*variant.run->log)[at - 1].time));
        said.variants.push_back(variant.knobs);
    }

    void questions(Variant& variant) {
        std::vector<Open> open;
        bool any = false;
        for (Question const& question : lesson::questions(lesson_, variant.knobs)) {
            any = true;
            if (auto const asked = this->question(question, variant)) open.push_back(*asked);
        }
        overlaps(std::move(open), variant);
        bool const excused =
            std::any_of(lesson_.unasked.begin(), lesson_.unasked.end(),
                        [&](auto const& each) { return lesson::holds(each.only, variant.knobs); });
        if (!any && !excused)
            complain(0, "nothing is asked: give this variant a [[question]], or say why not in [[unasked]]",
                     lesson::label(variant.knobs));
    }

    // A question, from where it is asked to where it is decided.
    struct Open {
        std::size_t asked = 0, decided = 0;
        int line = 0;
    };

    // The studio asks one at a time.
    void overlaps(std::vector<Open> open, Variant const& variant) {
        std::sort(open.begin(), open.end(), [](Open const& a, Open const& b) { return a.asked < b.asked; });
        for (std::size_t i = 1; i < open.size(); ++i)
            if (open[i].asked < open[i - 1].decided)
                complain(open[i].line,
                         "it is asked at event " + std::to_string(open[i].asked) +
                             ", before the question of line " + std::to_string(open[i - 1].line) +
                             " is decided, at event " + std::to_string(open[i - 1].decided),
                         lesson::label(variant.knobs));
    }

    // From where to where it is open; nothing if the run has no such place.
    std::optional<Open> question(Question const& question, Variant& variant) {
        int const line = question.written.line;
        auto const label = lesson::label(variant.knobs);
        auto const missing = [&](lesson::Moment const& moment) {
            complain(line, "this run has no moment `" + to_string(moment) + "`; name another", label);
            return std::nullopt;
        };
        auto const asked = lesson::find(question.about.asked, *variant.run->log, variant.program);
        auto const decided = lesson::find(question.about.decided, *variant.run->log, variant.program);
        if (!asked) return missing(question.about.asked);
        if (!decided) return missing(question.about.decided);
        if (*decided > *asked) {
            remember(question.why, line, variant, *decided);
            if (question.about.kind != Asks::free) answers(question, variant);
        } else {
            complain(line,
                     "it is decided at event " + std::to_string(*decided) +
                         ", which is not after it is asked, at event " + std::to_string(*asked),
                     label);
        }
        return Open{*asked, *decided, line};
    }

    void answers(Question const& question, Variant& variant) {
        auto const label = lesson::label(variant.knobs);
        auto const truth = session::answers(question.about, variant.program, *variant.run);
        if (truth.empty())
            return complain(question.written.line,
                            "the run gives no answer: is `of` right, and is `decided` late enough?", label);
        std::vector<std::string> texts;
        std::size_t right = 0;
        for (Choice const& choice : question.choices) {
            auto const said = text_of(choice, question, variant, truth);
            if (!said) continue;
            bool const means_truth = replay::means(*said, truth);
            right += means_truth ? 1U : 0U;
            if (choice.right && !means_truth)
                complain(choice.written.line,
                         "`" + *said + "` is not right: the run gives `" + truth.front() + "`", label);
            if (!choice.right && means_truth)
                complain(choice.written.line, "`" + *said + "` is what the run gives, so it is not wrong",
                         label);
            if (std::find(texts.begin(), texts.end(), *said) != texts.end())
                complain(choice.written.line,
                         "another choice says `" + *said + "` too; give `only` to one of them", label);
            texts.push_back(*said);
        }
        if (right != 1 || texts.size() < 2)
            complain(question.written.line,
                     "there are " + std::to_string(texts.size()) + " choices here, " + std::to_string(right) +
                         " of them right",
                     label);
    }

    // As it is shown; nothing, with a complaint, if its model does not give what it says.
    std::optional<std::string> text_of(Choice const& choice, Question const& question, Variant& variant,
                                       std::vector<std::string> const& truth) {
        auto const label = lesson::label(variant.knobs);
        if (choice.model.empty()) return choice.text.empty() ? truth.front() : choice.text;
        auto const& believed = variant.beliefs.under(choice.model);
        auto const said = believed ? session::answers(question.about, variant.program, *believed)
                                   : std::vector<std::string>{};
        if (said.empty()) {
            complain(
                choice.written.line,
                "under `" + choice.model +
                    "` the program gives no answer; say with `because` what is wrong, instead of `model`",
                label);
            return std::nullopt;
        }
        if (choice.text.empty()) return said.front();
        if (!replay::means(choice.text, said))
            complain(choice.written.line,
                     "under `" + choice.model + "` the program gives `" + said.front() + "`, not `" +
                         choice.text + "`; leave out `text`",
                     label);
        return choice.text;
    }

    void locals(Variant const& variant) {
        auto const reference = lesson::reference(lesson_, variant.knobs, variant.program);
        if (!reference || variant.run->log->header().engine != "miniature") return;
        auto const comparison = replay::compare(*variant.run->log, *reference);
        if (!comparison.agree) return; // verify says so
        for (auto const position : replay::locals_missing(comparison, *variant.run->log, *reference)) {
            auto const event = (*variant.run->log)[position - 1];
            complain(0,
                     "scenario.cpp says local `" + std::string(variant.run->log->text(event)) +
                         "` after line " +
                         std::to_string(replay::state_at(*variant.run->log, position).at.line) +
                         ", where CPython has no such local",
                     lesson::label(variant.knobs));
        }
    }

    void figures(Said const& said) {
        Figures figures;
        figures.clocks = said.clocks;
        // Who writes a figure by hand has the default in mind.
        for (lesson::Knob const& knob : lesson_.knobs) {
            bool const differs =
                std::any_of(said.variants.begin(), said.variants.end(), [&](Knobs const& variant) {
                    return variant.values.at(knob.name) != said.variants.front().values.at(knob.name);
                });
            if (differs) figures.knobs.emplace_back(knob.name, lesson::to_string(knob.default_value));
        }
        for (auto& sentence : fixed_figures(said.text, figures)) complain(said.line, std::move(sentence), {});
    }

    Lesson const& lesson_;
    RunPython const& python_;
    std::vector<Complaint> found_;
    std::map<std::pair<int, std::string>, Said> said_;
};

// "3 s", "0.5 s" as they stand in a text, with the blank and without.
std::vector<std::string> seconds_in(std::string const& text) {
    std::vector<std::string> found;
    auto const digit = [&](std::size_t i) {
        return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!digit(i) || (i > 0 && (digit(i - 1) || text[i - 1] == '.'))) continue;
        std::size_t end = i;
        while (digit(end) || (end < text.size() && text[end] == '.' && digit(end + 1))) ++end;
        std::size_t const unit = end < text.size() && text[end] == ' ' ? end + 1 : end;
        bool const seconds =
            unit < text.size() && text[unit] == 's' &&
            (unit + 1 == text.size() || std::isalpha(static_cast<unsigned char>(text[unit + 1])) == 0);
        if (seconds) found.push_back(text.substr(i, end - i));
    }
    return found;
}

} // namespace

std::string to_string(Lesson const& lesson, Complaint const& complaint) {
    return lesson.id + "/lesson.toml" + (complaint.line ? ":" + std::to_string(complaint.line) : "") + ": " +
           complaint.sentence + (complaint.variant.empty() ? "" : " (with " + complaint.variant + ")");
}

std::vector<Complaint> check_lesson(Lesson const& lesson, RunPython const& python) {
    return Check(lesson, python).run();
}

std::vector<std::string> fixed_figures(std::string const& text, Figures const& figures) {
    std::vector<std::string> complaints;
    auto const& clocks = figures.clocks;
    bool const clock_differs = std::any_of(clocks.begin(), clocks.end(),
                                           [&](std::string const& each) { return each != clocks.front(); });
    for (std::string const& figure : seconds_in(text)) {
        auto const knob = std::find_if(figures.knobs.begin(), figures.knobs.end(),
                                       [&](auto const& each) { return each.second == figure; });
        if (knob != figures.knobs.end())
            complaints.push_back("`" + figure + " s` can be the knob `" + knob->first +
                                 "`, which differs where this is said; write {" + knob->first +
                                 "}, or say with `only` where it is true");
        else if (clock_differs && std::find(clocks.begin(), clocks.end(), figure + " s") != clocks.end())
            complaints.push_back("`" + figure +
                                 " s` is what the clock shows with some knobs only; write {clock}");
    }
    return complaints;
}

} // namespace session
