#include "HarnessABI.h"
