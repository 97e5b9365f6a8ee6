// Everything a person, a script or a test can do to a session. One value, one `apply`. Each says when it may
// be used (before, nothing comes of it) and what it does; they stand in files by what they are about.
#pragma once
#include "commands/branches.hpp"
#include "commands/lecture.hpp"
#include "commands/lesson.hpp"
#include "commands/moving.hpp"
#include "commands/program.hpp"
#include "commands/selecting.hpp"
#include "commands/stage.hpp"
#include "commands/timeline.hpp"
#include "commands/view.hpp"
#include "commands/vote.hpp"

#include <variant>

namespace session {

using Command = std::variant<
    command::Step, command::Seek, command::Travel, command::SeekStart, command::SeekEnd, command::RunToLine,
    command::SeekMoment, command::SetUnit, command::TogglePlay, command::SetSpeed, command::ScaleSpeed,
    command::Select, command::SelectLane, command::ToggleBreakpoint, command::SetAxis, command::ToggleAxis,
    command::Fit, command::Zoom, command::Pan, command::SetTimeline, command::Measure,
    command::ToggleFollowNow, command::ToggleFutures, command::ToggleWholeRun, command::OpenLesson,
    command::OpenNeighbour, command::TakeWay, command::AgreeToRun, command::OpenReal, command::OpenFile,
    command::SetKnob, command::ResetKnobs, command::Predict, command::SkipQuestion, command::AskHint,
    command::ForgetPredictions, command::ForgetAll, command::ShowBelief, command::StepIn, command::AskWords,
    command::WalkBranch, command::WalkBeside, command::ShowBranch, command::NameBranch, command::DropBranch,
    command::FindOrder, command::StopFinding, command::SetTheme, command::NextTheme, command::TogglePresenter,
    command::NextStagePanel, command::NextWholePanel, command::ToggleBlank, command::TakeHand, command::Draw,
    command::WipeInk, command::ToggleVote, command::CountChoice, command::CountNext, command::CountDigit,
    command::UncountDigit, command::CountHands, command::VoteAgain, command::CountAnew,
    command::ShowBeliefOfClass, command::NextStop, command::GoToStop, command::ToggleNote, command::BeginAnew,
    command::ToggleFullscreen, command::SetSourceTab, command::ToggleSourceTab, command::ToggleLevel,
    command::ChangeScale, command::ToggleMotion, command::SetSplits, command::ResetSettings,
    command::ShowPanel, command::ShowOverlay, command::Browse, command::PaletteQuery, command::PaletteMove,
    command::PaletteTake, command::DismissMessage, command::Copy, command::Copied, command::EditProgram,
    command::MakeGoal, command::StopProgram, command::Escape, command::Quit>;

bool may(Session const& session, Command const& command);
// Never throws: what cannot be done becomes a message of the session.
void apply(Session& session, Command const& command);

// Time passes: playing goes on, messages fade. True if the session will change again by itself.
bool tick(Session& session, double seconds);

} // namespace session
