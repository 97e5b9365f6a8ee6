#include "lifetimes.hpp"
