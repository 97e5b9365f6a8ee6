#include "support/lifetimes.hpp"
