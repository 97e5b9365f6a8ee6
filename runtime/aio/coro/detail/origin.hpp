// Where coroutines were made, for the warning that one was never awaited: known in debug mode only, and kept
// beside the coroutines.
#pragma once
#include <string>

namespace aio {

struct PromiseBase;

void note_origin(PromiseBase& coroutine); // the frames that execute now
// "Coroutine created at (most recent call last)" and a line a frame, and forgets it; "" if none is known.
std::string take_origin(PromiseBase& coroutine);

} // namespace aio
